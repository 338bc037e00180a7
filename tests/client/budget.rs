//! The request budget on paused time: priorities, amounts, and pauses.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use lazyneon::api::{Budget, Operation, Priority};
use tokio::time::{Instant, sleep};

const FAR: Duration = Duration::from_secs(3600);

async fn take(budget: &Budget, priority: Priority) {
    budget
        .take(
            priority,
            Operation::ListProjects,
            Instant::now() + FAR,
            |_| {},
        )
        .await
        .unwrap();
}

/// Takes tokens on different routes, so that only the total budget limits.
async fn drain(budget: &Budget, tokens: usize) {
    for index in 0..tokens {
        let operation = Operation::ALL[index % 8];
        budget
            .take(Priority::User, operation, Instant::now() + FAR, |_| {})
            .await
            .unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn a_burst_goes_at_once_and_then_seven_a_second() {
    let (budget, start) = (Budget::new(), Instant::now());
    drain(&budget, 40).await;
    assert_eq!(start.elapsed(), Duration::ZERO);
    drain(&budget, 70).await;
    let passed = start.elapsed();
    assert!(
        (Duration::from_secs(10)..Duration::from_millis(10_200)).contains(&passed),
        "{passed:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_greedy_minute_stays_well_under_the_limit() {
    let (budget, start) = (Budget::new(), Instant::now());
    let mut sent = 0;
    while start.elapsed() < Duration::from_secs(60) {
        drain(&budget, 1).await;
        sent += 1;
    }
    assert!((440..=470).contains(&sent), "{sent}");
    let view = budget.snapshot();
    assert!(
        (415..=470).contains(&view.used_last_minute) && view.limit == 700,
        "{view:?}"
    );
    sleep(Duration::from_secs(61)).await;
    assert_eq!(budget.snapshot().used_last_minute, 0);
}

#[tokio::test(start_paused = true)]
async fn a_route_gets_forty_a_second() {
    let budget = Budget::new();
    for _ in 0..40 {
        take(&budget, Priority::User).await;
    }
    sleep(Duration::from_millis(900)).await;
    // tokens are left, but the route is at its limit
    let mut waits = Vec::new();
    let far = Instant::now() + FAR;
    budget
        .take(Priority::User, Operation::GetProject, far, |wait| {
            waits.push(wait)
        })
        .await
        .unwrap();
    assert!(waits.is_empty());
    budget
        .take(Priority::User, Operation::ListProjects, far, |wait| {
            waits.push(wait)
        })
        .await
        .unwrap();
    assert_eq!(waits, [Duration::from_millis(101)]);
}

#[tokio::test(start_paused = true)]
async fn the_user_comes_first_and_what_is_ahead_comes_last() {
    let budget = Budget::new();
    drain(&budget, 40).await;
    let order = Arc::new(Mutex::new(Vec::new()));
    let mut tasks = Vec::new();
    for (name, priority) in [
        ("ahead", Priority::Ahead),
        ("screen", Priority::Screen),
        ("user", Priority::User),
    ] {
        for index in 0..3 {
            let (budget, order) = (budget.clone(), Arc::clone(&order));
            tasks.push(tokio::spawn(async move {
                take(&budget, priority).await;
                order.lock().unwrap().push((name, index));
            }));
        }
    }
    for task in tasks {
        task.await.unwrap();
    }
    let order = order.lock().unwrap().clone();
    let expected: Vec<_> = ["user", "screen", "ahead"]
        .iter()
        .flat_map(|name| (0..3).map(move |index| (*name, index)))
        .collect();
    assert_eq!(order, expected);
}

#[tokio::test(start_paused = true)]
async fn what_is_ahead_leaves_half_the_bucket() {
    let (budget, start) = (Budget::new(), Instant::now());
    for _ in 0..20 {
        take(&budget, Priority::Ahead).await;
    }
    assert_eq!(start.elapsed(), Duration::ZERO);
    let soon = Instant::now() + Duration::from_millis(10);
    let refused = budget
        .take(Priority::Ahead, Operation::GetProject, soon, |_| {})
        .await
        .unwrap_err();
    assert!(!refused.paused);
    drain(&budget, 20).await;
    assert_eq!(
        start.elapsed(),
        Duration::ZERO,
        "the user still has the other half"
    );
}

#[tokio::test(start_paused = true)]
async fn a_pause_is_for_everybody_and_empties_the_bucket() {
    let (budget, start) = (Budget::new(), Instant::now());
    budget.pause(Duration::from_secs(5));
    budget.pause(Duration::from_secs(2));
    assert!(budget.snapshot().paused_until.is_some());
    let soon = start + Duration::from_secs(4);
    let refused = budget
        .take(Priority::User, Operation::GetProject, soon, |_| {})
        .await
        .unwrap_err();
    assert!(refused.paused && refused.wait == Duration::from_secs(5));
    drain(&budget, 7).await;
    let passed = start.elapsed();
    assert!(
        (Duration::from_secs(6)..Duration::from_millis(6_100)).contains(&passed),
        "{passed:?}"
    );
    assert_eq!(budget.snapshot().paused_until, None);
}

#[tokio::test(start_paused = true)]
async fn who_gives_up_holds_up_nobody() {
    let (budget, start) = (Budget::new(), Instant::now());
    drain(&budget, 40).await;
    let crowd: Vec<_> = (0..50)
        .map(|_| {
            let budget = budget.clone();
            tokio::spawn(async move { take(&budget, Priority::User).await })
        })
        .collect();
    tokio::task::yield_now().await;
    crowd.iter().for_each(tokio::task::JoinHandle::abort);
    for task in crowd {
        assert!(task.await.unwrap_err().is_cancelled());
    }
    take(&budget, Priority::User).await;
    assert!(
        start.elapsed() < Duration::from_millis(200),
        "{:?}",
        start.elapsed()
    );
}

#[tokio::test(start_paused = true)]
async fn consumption_has_a_limit_of_its_own() {
    let (budget, start) = (Budget::new(), Instant::now());
    for index in 0..20 {
        let operations = [
            Operation::GetProjectConsumption,
            Operation::GetBranchConsumption,
        ];
        budget
            .take(Priority::User, operations[index % 2], start + FAR, |_| {})
            .await
            .unwrap();
    }
    drain(&budget, 10).await;
    assert_eq!(start.elapsed(), Duration::ZERO, "others are not held up");
    budget
        .take(
            Priority::User,
            Operation::GetBranchConsumption,
            start + FAR,
            |_| {},
        )
        .await
        .unwrap();
    assert!(
        start.elapsed() >= Duration::from_secs(60),
        "the two share it"
    );
}
