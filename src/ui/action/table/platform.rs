//! What a branch has besides Postgres: object storage, functions with their triggers and domains, the AI gateway.

macro_rules! rows {
    ($read:ident $($before:tt)*) => { crate::ui::action::table::masking::rows! { $read $($before)*
    ServicesMenu {
        label: "Storage, functions …", short: "services", help: "List what a branch has besides Postgres",
        also: "services buckets objects s3 functions triggers domains ai gateway",
        keys: ["g O"], hint: 16, group: Branch,
    } => { ready: menu::services::ready(browser, store), run: menu::services::open }
    Buckets {
        label: "Buckets", short: "buckets", help: "List the buckets of a branch and the objects in them",
        also: "buckets bucket s3 list object storage files blobs",
        keys: [], group: Lists,
    } => { opens: flat::of::<types::Bucket>() }
    NewBucket {
        label: "New bucket", short: "bucket", help: "Create a bucket for objects",
        also: "s3 object storage create",
        risk: Write, new: 'B', group: New,
    } => { adds_to: flat::of::<types::Bucket>() }
    Objects {
        label: "Objects", short: "objects", help: "List the objects and folders of a bucket or folder",
        also: "objects object list files s3 ls keys",
        keys: [], letter: '5', group: Lists,
    } => { opens: flat::of::<types::BucketObject>(), inside: storage::holds_objects }
    CopyObjectUrl {
        label: "Copy download URL", short: "download URL", help: "Copy a URL that downloads the object for 15 minutes",
        also: "presign presigned link share get s3",
        keys: [], hint: 15, letter: '#', group: Connect,
    } => { ready: commands::object::ready(browser), run: commands::object::copy_url(browser, neon) }
    DownloadObject {
        label: "Download object", short: "download", help: "Save the object to a file",
        also: "get save file cp s3",
        keys: [], hint: 15, letter: '+', group: Connect,
    } => { ready: download::ready(browser), run: download::ask(browser, dialogs) }
    UploadObject {
        label: "Store file", short: "store file", help: "Store a file of yours as an object",
        also: "upload put object add file cp s3",
        risk: Write, new: 'f', group: New,
    } => {
        ready: upload::ready(browser, neon), run: upload::ask(browser, dialogs, neon),
        adds_to: flat::of::<types::BucketObject>(),
    }
    ObjectStorage {
        label: "S3 endpoint", short: "S3", help: "Show where S3 clients reach the buckets of a branch",
        also: "storage s3 list object endpoint region aws",
        keys: [], group: Lists,
    } => { opens: flat::of::<types::Storage>() }
    Functions {
        label: "Functions", short: "functions", help: "List the functions of a branch and their deployments",
        also: "functions function lambda list serverless deployments compute",
        keys: [], group: Lists,
    } => { opens: flat::of::<types::NeonFunction>() }
    DeployFunction {
        label: "Deploy bundle", short: "deploy", help: "Deploy a ZIP archive to the function",
        also: "functions deploy upload zip code",
        keys: [], risk: Write, hint: 20, letter: '^', group: Edit,
    } => { ready: upload::can_deploy(browser), run: upload::deploy(browser, dialogs, neon) }
    NewFunction {
        label: "New function", short: "function", help: "Deploy a ZIP archive as a new function",
        also: "functions deploy upload zip bundle create lambda",
        risk: Write, new: 'F', group: New,
    } => { ready: upload::can_create(browser, neon), run: upload::create(browser, dialogs, neon) }
    Triggers {
        label: "Triggers", short: "triggers", help: "List what calls functions by itself",
        also: "triggers trigger cron schedules list scheduled jobs",
        keys: [], group: Lists,
    } => { opens: flat::of::<types::Trigger>() }
    NewTrigger {
        label: "New trigger", short: "trigger", help: "Let the clock or stored objects call a function",
        also: "cron schedule job create",
        risk: Write, new: 'T', group: New,
    } => { adds_to: flat::of::<types::Trigger>() }
    CustomDomains {
        label: "Custom domains", short: "domains", help: "List the domains that lead to functions",
        also: "domains domain list cname dns host",
        keys: [], group: Lists,
    } => { opens: flat::of::<types::CustomDomain>() }
    AddCustomDomain {
        label: "Add custom domain", short: "domain", help: "Let a domain of yours lead to a function",
        also: "cname dns host register",
        risk: Write, new: 'H', group: New,
    } => { adds_to: flat::of::<types::CustomDomain>() }
    AiGateway {
        label: "AI gateway", short: "AI gateway", help: "Show where a branch reaches language models",
        also: "ai llm list models openai anthropic base url",
        keys: [], group: Lists,
    } => { opens: flat::of::<types::AiGateway>() }
    } };
}
pub(in crate::ui::action) use rows;
