use lazyneon::api::{
    next_cursor,
    types::{CursorPagination, Pagination},
};

fn a(cursor: &str) -> Pagination {
    Pagination {
        cursor: Some(cursor.into()),
    }
}

fn b(next: Option<&str>) -> CursorPagination {
    CursorPagination {
        next: next.map(Into::into),
        ..CursorPagination::default()
    }
}

#[test]
fn style_a_ends_with_a_page_that_is_not_full() {
    assert_eq!(next_cursor(100, 100, &a("x"), None), Some("x".to_owned()));
    assert_eq!(
        next_cursor(99, 100, &a("x"), None),
        None,
        "the cursor is there on the last page too"
    );
    assert_eq!(next_cursor(0, 100, &a("x"), None), None);
    assert_eq!(next_cursor(100, 100, &Pagination::default(), None), None);
    assert_eq!(next_cursor(100, 100, &a(""), None), None);
}

#[test]
fn style_b_ends_without_a_cursor() {
    assert_eq!(
        next_cursor(3, 10_000, &b(Some("x")), None),
        Some("x".to_owned()),
        "pages may be capped"
    );
    assert_eq!(next_cursor(100, 100, &b(None), None), None);
    assert_eq!(next_cursor(0, 100, &b(Some("x")), None), None);
}

#[test]
fn a_cursor_that_does_not_move_ends_the_list() {
    assert_eq!(next_cursor(100, 100, &a("x"), Some("x")), None);
    assert_eq!(next_cursor(100, 100, &b(Some("x")), Some("x")), None);
    assert_eq!(
        next_cursor(100, 100, &a("y"), Some("x")),
        Some("y".to_owned())
    );
}
