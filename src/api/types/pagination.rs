//! The two cursor styles; `api::page` follows both.

use compact_str::CompactString;

use super::lenient::record;

record! {
    /// Style A: a cursor that is there even on the last page.
    pub struct Pagination {
        /// Goes into the `cursor` query unchanged; never parsed or built.
        pub cursor: Option<CompactString>,
    }

    /// Style B: a cursor that is absent on the last page.
    pub struct CursorPagination {
        /// Goes into the `cursor` query unchanged; never parsed or built.
        pub next: Option<CompactString>,
        /// The requested order, echoed.
        pub sort_by: Option<CompactString>,
        /// Echoed, sometimes in upper case.
        pub sort_order: Option<CompactString>,
    }
}
