fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let arg = |name: &str| {
            let mut args = std::env::args();
            args.find(|arg| arg == name).and_then(|_| args.next())
        };
        let emulator = lazyneon::emulator::serve(lazyneon::emulator::Options {
            port: arg("--port").map_or(0, |port| port.parse().unwrap()),
            projects: arg("--projects").map(|count| count.parse().unwrap()),
            rate_limit: false,
            ..Default::default()
        })
        .await
        .unwrap();
        println!("{}", emulator.base_url());
        emulator.wait().await;
    });
}
