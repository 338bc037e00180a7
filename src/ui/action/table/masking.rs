//! Masked branches: their rules, and masking by them.

macro_rules! rows {
    ($read:ident $($before:tt)*) => { crate::ui::action::table::lists::rows! { $read $($before)*
    NewMaskedBranch {
        label: "New masked branch", short: "masked branch", help: "Create a branch whose data is masked by rules",
        also: "anonymize anonymized anonymizer static masking gdpr pii",
        risk: Write, new: 'm', group: New,
    } => {
        ready: form::create::branch_ready(browser), run: form::create::masked_branch(browser, dialogs, settings, neon),
        about: Other(|model| form::create::branch_from(&model.browser)),
    }
    Masking {
        label: "Masking", short: "masking", help: "Show how far the branch is masked",
        also: "anonymize anonymized status state",
        keys: [], hint: 15, letter: '5', group: Lists,
    } => {
        ready: commands::masking::can_list(browser, neon; flat::of::<types::Masking>()),
        run: table::open::open(browser, neon; flat::of::<types::Masking>()), about: Place,
    }
    MaskingRules {
        label: "Masking rules", short: "masking rules", help: "List which columns of the branch are masked, and how",
        also: "anonymize anonymized anonymizer",
        keys: [], hint: 15, letter: '6', group: Lists,
    } => {
        ready: commands::masking::can_list(browser, neon; flat::of::<types::MaskingRule>()),
        run: table::open::open(browser, neon; flat::of::<types::MaskingRule>()), about: Place,
    }
    AddMaskingRule {
        label: "Add masking rule", short: "masking rule", help: "Mask another column of the branch",
        also: "anonymize",
        risk: Write, new: 'M', group: New,
    } => { adds_to: flat::of::<types::MaskingRule>() }
    StartMasking {
        label: "Mask the branch", short: "mask", help: "Mask the data of the branch by its rules; wakes the compute",
        also: "anonymize start run",
        risk: Write, wakes: true, letter: '7', asks: true, group: Danger,
    } => {
        ready: commands::masking::can_start(browser, changes, store),
        run: commands::masking::start(browser, dialogs, neon),
    }
    } };
}
pub(in crate::ui::action) use rows;
