//! Where the replies to reads go: into the store, and to the part of the screen that requested them.

use super::{inside, lookup, operations, organizations, projects, search};
use crate::{
    api::{
        Answer,
        types::{
            AuthDetails, BackupSchedule, BranchConsumptionPage, BranchCount, BranchId,
            BranchesPage, CredentialSecrets, CurrentUser, DatabaseList, DatabaseName,
            EndpointAnswer, EndpointList, LogFieldValues, LogFields, LogsPage, MaskingAnswer,
            OperationAnswer, OperationId, OperationsPage, OrgId, OrganizationList, PasswordAnswer,
            PreloadLibraryList, Presigned, ProjectAnswer, ProjectConsumptionPage, ProjectId,
            ProjectsPage, RegionList, RoleList, SchemaAnswer, SchemaDiff, SnapshotList,
            SpendingLimit, UriAnswer,
        },
    },
    changes::{credential, follow::poll, object, role, schedule, spending_limit},
    neon::{DialogId, Reply, TakeReplies, list::Load},
    reads::{branches, errors, log_values, received, usage},
    store::{target::Target, usage::UsageKey},
    ui::{
        bookmarks, commands, compare, db_client,
        dialog::{connect, env, form::open},
        filter::complete,
        model::Model,
        rebuild, table,
    },
};

impl TakeReplies for Model {
    fn auth(&mut self, reply: Reply<AuthDetails>) {
        match reply.body {
            Ok(auth) => table::api_keys::auth_received(
                &mut self.browser,
                &self.changes,
                &mut self.neon,
                &auth,
            ),
            Err(error) => self.neon.store.key_in_use.fail(error),
        }
    }

    fn user(&mut self, reply: Reply<CurrentUser>) {
        match reply.body {
            Ok(user) => {
                self.neon.store.user.set(user, self.neon.now);
                bookmarks::person::known(
                    &mut self.browser,
                    &mut self.outbox,
                    &self.changes,
                    &mut self.neon,
                )
            }
            Err(error) => self.neon.store.user.fail(error),
        }
    }

    fn orgs(&mut self, reply: Reply<OrganizationList>) {
        match reply.body {
            Ok(list) => organizations::received(
                &mut self.browser,
                &mut self.start,
                &mut self.changes,
                &mut self.neon,
                list.organizations,
                list.odd,
            ),
            Err(error) => self.neon.store.orgs.fail(error),
        }
    }

    fn projects(&mut self, list: Target, reply: Reply<ProjectsPage>) {
        projects::list_answered(
            &mut self.browser,
            &mut self.start,
            &mut self.changes,
            &mut self.neon,
            list,
            reply.body,
        )
    }

    fn search(&mut self, list: Target, reply: Reply<ProjectsPage>) {
        let (browser, dialogs) = (&mut self.browser, &mut self.dialogs);
        match reply.body {
            Ok(page) => search::received(browser, dialogs, &mut self.neon, &list, page),
            Err(error) => search::failed(browser, dialogs, &mut self.neon, &list, error),
        }
    }

    fn lookup(&mut self, list: Target, reply: Reply<ProjectsPage>) {
        if let Ok(page) = reply.body {
            projects::found(&mut self.browser, &mut self.neon, &list, page.projects);
        }
        lookup::list_answered(
            &mut self.browser,
            &mut self.start,
            &mut self.changes,
            &mut self.neon,
            &list,
        )
    }

    fn project(&mut self, id: ProjectId, reply: Reply<ProjectAnswer>) {
        match reply.body {
            Ok(answer) => projects::project_received(
                &mut self.browser,
                &self.start,
                &mut self.changes,
                &mut self.neon,
                id,
                answer.project,
                reply.raw,
            ),
            Err(error) => projects::project_failed(
                &mut self.browser,
                &mut self.start,
                &mut self.changes,
                &mut self.neon,
                &id,
                error,
            ),
        }
    }

    fn branches(&mut self, project: ProjectId, reply: Reply<BranchesPage>) {
        match reply.body {
            Ok(page) => inside::branches(
                &mut self.browser,
                &mut self.outbox,
                &mut self.neon,
                &project,
                page,
            ),
            Err(error) if error.is_gone() => {
                projects::project_gone(&mut self.browser, &self.changes, &mut self.neon, &project)
            }
            Err(error) => branches::failed(&mut self.neon, &project, error),
        }
    }

    fn branch_count(&mut self, project: ProjectId, reply: Reply<BranchCount>) {
        if let Ok(answer) = reply.body {
            self.neon.store.inside_mut(&project).branch_count = Some(answer.count);
        }
    }

    fn some_branches(&mut self, project: ProjectId, reply: Reply<BranchesPage>) {
        let received = |page| branches::some_received(&mut self.neon, &project, page);
        let more = reply.body.map(received);
        if let Some(filter) = self.browser.list_filter_mut() {
            filter.search.ended(&Target::Project(project), more);
        }
    }

    fn table(&mut self, load: Load, reply: Reply<Answer>) {
        let (browser, neon) = (&mut self.browser, &mut self.neon);
        table::load::received(browser, &self.changes, neon, load, reply.body);
    }

    fn older_logs(&mut self, view: Target, reply: Reply<LogsPage>) {
        table::logs::older_received(&mut self.neon, &view, reply.body);
        rebuild::rows(&mut self.browser, &self.changes, &mut self.neon);
    }

    fn matching_logs(&mut self, view: Target, reply: Reply<LogsPage>) {
        table::logs::found(&mut self.browser, &mut self.neon, &view, reply.body);
        rebuild::rows(&mut self.browser, &self.changes, &mut self.neon);
    }

    fn log_fields(&mut self, project: ProjectId, branch: BranchId, reply: Reply<LogFields>) {
        log_values::fields_received(&mut self.neon, project, branch, reply.body);
        complete::answered(&mut self.browser, &mut self.neon);
    }

    fn log_values(&mut self, view: Target, field: String, reply: Reply<LogFieldValues>) {
        log_values::values_received(&mut self.neon, view, field, reply.body);
        complete::answered(&mut self.browser, &mut self.neon);
    }

    fn errors(&mut self, project: ProjectId, branch: BranchId, reply: Reply<LogsPage>) {
        errors::received(&mut self.neon, project, branch, reply.body);
    }

    fn endpoints(&mut self, project: ProjectId, reply: Reply<EndpointList>) {
        received::endpoints(&mut self.neon, &project, reply.body);
    }

    fn operations(&mut self, project: ProjectId, reply: Reply<OperationsPage>) {
        operations::newest(&mut self.neon, &project, reply.body);
        table::operations::name_branches(&self.browser, &mut self.neon, &project);
    }

    fn older_operations(&mut self, project: ProjectId, reply: Reply<OperationsPage>) {
        operations::older(&mut self.neon, &project, reply.body)
    }

    fn snapshots(&mut self, project: ProjectId, reply: Reply<SnapshotList>) {
        received::snapshots(&mut self.neon, &project, reply.body);
    }

    fn schedule(&mut self, project: ProjectId, branch: BranchId, reply: Reply<BackupSchedule>) {
        match reply.body {
            Ok(now) => schedule::keep(&mut self.neon, &Target::Schedule(project, branch), now),
            Err(error) => {
                let inside = self.neon.store.inside_mut(&project);
                inside.schedules.entry(branch).or_default().fail(error);
            }
        }
    }

    fn masking(&mut self, project: ProjectId, branch: BranchId, reply: Reply<MaskingAnswer>) {
        received::masking(&mut self.neon, project, branch, reply.body);
    }

    fn databases(&mut self, project: ProjectId, branch: BranchId, reply: Reply<DatabaseList>) {
        let is_known = reply.body.is_ok();
        received::databases(&mut self.neon, &project, &branch, reply.body);
        if is_known {
            compare::databases_received(&mut self.dialogs, &self.neon, &project, &branch);
        }
    }

    fn roles(&mut self, project: ProjectId, branch: BranchId, reply: Reply<RoleList>) {
        received::roles(&mut self.neon, &project, &branch, reply.body);
    }

    fn single(&mut self, target: Target, reply: Reply<Answer>) {
        match reply.body {
            Ok(answer) => received::single(&mut self.neon, target, answer, reply.raw),
            Err(error) => inside::single_failed(&self.changes, &mut self.neon, &target, &error),
        }
    }

    fn followed(&mut self, project: ProjectId, reply: Reply<OperationsPage>) {
        operations::followed(&mut self.changes, &mut self.neon, &project, reply.body)
    }

    fn followed_one(&mut self, project: ProjectId, _: OperationId, reply: Reply<OperationAnswer>) {
        // After a failure it is requested again with the next read of the list.
        if let Ok(answer) = reply.body {
            let operations = [answer.operation];
            poll::merge(&mut self.neon, &project, &operations);
            poll::received_by_id(&mut self.changes, &mut self.neon, &operations)
        }
    }

    fn check(&mut self, target: Target, reply: Reply<Answer>) {
        self.neon.touched = true;
        super::read_again(
            &mut self.dialogs,
            &self.settings,
            &mut self.changes,
            &mut self.neon,
            &target,
            reply,
        )
    }

    fn uri(&mut self, reply: Reply<UriAnswer>) {
        match reply.body {
            Ok(answer) => connect::fetch::uri_received(self, answer.uri),
            Err(error) => connect::fetch::uri_failed(self, &error),
        }
    }

    fn direct_uri(&mut self, reply: Reply<UriAnswer>) {
        match reply.body {
            Ok(answer) => connect::fetch::direct_received(
                &mut self.dialogs,
                &mut self.outbox,
                &self.settings,
                &mut self.neon,
                answer.uri,
            ),
            Err(error) => connect::fetch::uri_failed(self, &error),
        }
    }

    fn client_uri(&mut self, reply: Reply<UriAnswer>) {
        match reply.body {
            Ok(answer) => db_client::launch::received(self, &answer.uri),
            Err(error) => db_client::launch::failed(self, &error),
        }
    }

    fn client_compute(&mut self, reply: Reply<EndpointAnswer>) {
        match reply.body {
            Ok(answer) => db_client::wake::looked(self, answer.endpoint),
            Err(error) => db_client::launch::failed(self, &error),
        }
    }

    fn env_uri(&mut self, dialog: DialogId, pooled: bool, reply: Reply<UriAnswer>) {
        match reply.body {
            Ok(answer) => env::uri_received(&mut self.dialogs, dialog, pooled, answer.uri),
            Err(error) => env::uri_failed(&mut self.dialogs, dialog, &error),
        }
    }

    fn password(&mut self, of: Target, reply: Reply<PasswordAnswer>) {
        match reply.body {
            Ok(answer) => commands::role::password_received(
                &self.browser,
                &mut self.dialogs,
                &mut self.changes,
                &mut self.neon,
                &of,
                answer.password,
            ),
            Err(error) => role::password_failed(&mut self.changes, &mut self.neon, &of, &error),
        }
    }

    fn credential(&mut self, of: Target, reply: Reply<CredentialSecrets>) {
        credential::revealed(&mut self.changes, &mut self.neon, &of, reply.body);
    }

    fn presigned(&mut self, of: Target, reply: Reply<Presigned>) {
        object::presigned(&mut self.changes, &mut self.neon, &of, reply.body);
    }

    fn deleted(&mut self, dialog: DialogId, reply: Reply<ProjectsPage>) {
        match reply.body {
            Ok(page) => {
                commands::deleted::received(&mut self.dialogs, &self.neon, dialog, page.projects)
            }
            Err(error) => commands::deleted::failed(&mut self.dialogs, dialog, &error),
        }
    }

    fn schema(&mut self, dialog: DialogId, reply: Reply<SchemaAnswer>) {
        match reply.body {
            Ok(answer) => compare::schema_received(
                &mut self.dialogs,
                &self.neon,
                dialog,
                answer.sql.as_deref(),
            ),
            Err(error) => compare::failed(&mut self.dialogs, &self.neon, dialog, &error),
        }
    }

    fn comparison(&mut self, dialog: DialogId, reply: Reply<SchemaDiff>) {
        match reply.body {
            Ok(answer) => compare::received(
                &mut self.dialogs,
                &self.neon,
                dialog,
                answer.diff.as_deref(),
            ),
            Err(error) => compare::failed(&mut self.dialogs, &self.neon, dialog, &error),
        }
    }

    fn preview(&mut self, dialog: DialogId, database: DatabaseName, reply: Reply<SchemaDiff>) {
        let diff = reply.body.as_ref().map(|answer| answer.diff.as_deref());
        compare::one_received(&mut self.dialogs, &mut self.neon, dialog, &database, diff)
    }

    fn libraries(&mut self, project: ProjectId, reply: Reply<PreloadLibraryList>) {
        match reply.body {
            Ok(list) => {
                open::libraries_received(&mut self.dialogs, &self.neon, &project, list.libraries)
            }
            Err(error) => open::libraries_failed(&mut self.dialogs, &project, &error),
        }
    }

    fn regions(&mut self, org: OrgId, reply: Reply<RegionList>) {
        let known = self.neon.store.regions.entry(org).or_default();
        match reply.body {
            Ok(list) => known.set(list.regions, self.neon.now),
            Err(error) => known.fail(error),
        }
    }

    fn spending_limit(&mut self, org: OrgId, reply: Reply<SpendingLimit>) {
        spending_limit::received(&mut self.neon, org, reply.body);
    }

    fn project_usage(&mut self, key: UsageKey, reply: Reply<ProjectConsumptionPage>) {
        usage::projects_received(&mut self.neon, &key, reply.body);
    }

    fn branch_usage(&mut self, key: UsageKey, reply: Reply<BranchConsumptionPage>) {
        usage::branches_received(&mut self.neon, &key, reply.body);
    }
}
