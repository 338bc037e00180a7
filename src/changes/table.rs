//! The table of changes: a row for each operation that changes something.

use super::{
    auth_user, branch,
    change::{Change, NewThing},
    compute, credential, data_api, database, deleted, masking, member, project, project_member,
    restore_branch, role, schedule, snapshot,
    spec::ChangeSpec,
    spending_limit, transfer, verify,
};
use crate::{
    api::{Answer, ApiError, Method, Operation, Request},
    kinds,
    neon::Neon,
    store::target::Target,
};

/// The row of an operation; none if it only reads.
pub fn of(operation: Operation) -> Option<&'static ChangeSpec> {
    use Operation::*;
    Some(match operation {
        UpdateProject => &project::EDIT,
        DeleteProject => &project::DELETE,
        RecoverProject => &deleted::RECOVER_PROJECT,
        TransferProjects => &transfer::TRANSFER,
        UpdateBranch => &branch::EDIT,
        DeleteBranch => &branch::DELETE,
        RecoverBranch => &deleted::RECOVER_BRANCH,
        SetDefaultBranch => &branch::SET_DEFAULT,
        RestoreBranch => &restore_branch::RESTORE,
        FinalizeRestore => &snapshot::FINALIZE,
        UpdateEndpoint => &compute::EDIT,
        DeleteEndpoint => &compute::DELETE,
        StartEndpoint => &compute::START,
        SuspendEndpoint => &compute::SUSPEND,
        RestartEndpoint => &compute::RESTART,
        UpdateDataApi => &data_api::EDIT,
        UpdateDatabase => &database::EDIT,
        ResetPassword => &role::RESET_PASSWORD,
        UpdateSnapshot => &snapshot::EDIT,
        RestoreSnapshot => &snapshot::RESTORE,
        SetSnapshotSchedule => &schedule::SET,
        SetSpendingLimit | DeleteSpendingLimit => &spending_limit::SET,
        UpdateMember => &member::EDIT,
        SetProjectRole | RemoveProjectRole => &project_member::SET_ROLE,
        RotateCredential => &credential::ROTATE,
        StartMasking => &masking::START,
        SetMaskingRules => &masking::SET_RULES,
        UpdateNeonAuth | UpdateFunction | UpdateTrigger => &ChangeSpec::EDIT_NAMED,
        SetAuthUserRoles => &auth_user::SET_ROLES,
        DeleteAuthUser => &auth_user::DELETE,
        SetAuthEmailServer | SetAuthWebhooks => &ChangeSpec::REPLACE,
        _ if operation.is_read() => return None,
        // Of the others, all is said by the kind, or by what is created.
        _ if operation.spec().method == Method::Delete => &ChangeSpec::DELETE,
        _ => &ChangeSpec::EDIT,
    })
}

impl Change {
    /// A change to an existing thing.
    pub fn new(target: Target, name: impl ToString, request: Request) -> Self {
        let spec = spec(request.operation);
        let verb = match spec.deletes {
            true => kinds::lookup::of(&target, |kind| kind.deletion_verb()),
            false => spec.verb,
        };
        Self {
            target,
            name: name.to_string(),
            verb,
            request,
            creates: None,
            last_done: None,
            form: None,
            logged: None,
            is_checked: false,
        }
    }

    /// A change that creates something in a place.
    pub fn creating(place: Target, name: impl ToString, request: Request, new: NewThing) -> Self {
        Self {
            verb: new.new.verb(),
            creates: Some(new),
            ..Self::new(place, name, request)
        }
    }

    /// Another change to the same thing.
    pub fn another(&self, request: Request) -> Self {
        Self::new(self.target.clone(), &self.name, request)
    }

    /// Its row of the table.
    pub fn spec(&self) -> &'static ChangeSpec {
        spec(self.request.operation)
    }

    /// Whether a project takes one at a time: it runs operations, or replaces what others do, too.
    pub fn locks(&self) -> bool {
        let spec = self.spec();
        let runs = self.request.operation.spec().returns_operations && spec.locks;
        runs || spec.rebase.is_some()
    }

    /// Whether it destroys something and cannot be undone, in the state that is known now.
    pub fn is_irreversible(&self, neon: &Neon) -> bool {
        let spec = self.spec();
        let adds = self.creates.is_some() && (spec.replaces)(neon, self).is_none();
        !adds && !spec.loses_nothing && (spec.inverse)(neon, self).is_none()
    }

    /// The request whose answer tells whether it has happened.
    pub fn reread(&self) -> Option<Request> {
        match &self.creates {
            Some(new) => new.lookup(),
            None if verify::is_never_told(&self.request) => None,
            None => (self.spec().reread)(self),
        }
    }

    /// Whether it has happened, according to that answer; none if it does not tell.
    pub fn has_happened(&self, answer: &Result<Answer, ApiError>) -> Option<bool> {
        let spec = self.spec();
        match answer {
            Ok(answer) if !(spec.tells)(self, answer) => None,
            Ok(answer) => Some((spec.is_done)(self, answer.clone())),
            Err(error) if error.is_gone() => Some(spec.deletes),
            Err(_) => None,
        }
    }
}

/// The row of an operation. Reads are never sent as a change.
fn spec(operation: Operation) -> &'static ChangeSpec {
    match of(operation) {
        Some(spec) => spec,
        None => &ChangeSpec::PLAIN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Method;

    #[test]
    fn every_operation_that_changes_something_has_a_row() {
        for operation in Operation::ALL {
            assert_eq!(of(*operation).is_none(), operation.is_read(), "{operation}");
        }
    }

    #[test]
    fn what_is_sent_as_a_deletion_deletes() {
        for operation in Operation::ALL {
            let is_deletion = operation.spec().method == Method::Delete
                // They delete no thing, but set the limit or the role to none.
                && !matches!(
                    operation,
                    Operation::DeleteSpendingLimit | Operation::RemoveProjectRole
                );
            let deletes = of(*operation).is_some_and(|spec| spec.deletes);
            assert_eq!(deletes, is_deletion, "{operation}");
        }
    }
}
