//! Connections: how long each may take and how many there are, and how one is cut from inside a handler, which is how a lost answer
//! is played.

use std::{
    io,
    net::SocketAddr,
    pin::Pin,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, Weak,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    extract::connect_info::Connected,
    serve::{IncomingStream, Listener},
};
use futures_util::task::AtomicWaker;
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
    time::{Instant, Sleep, sleep},
};

/// How long the head of a request may take from its first byte on.
const HEAD_DEADLINE: Duration = Duration::from_secs(10);
/// How long a connection is kept without a request: longer than HTTP clients keep theirs, so that they close it and never send a
/// request into a connection that is just being closed.
const IDLE_DEADLINE: Duration = Duration::from_secs(75);
/// How many connections there are at once. Beyond it, the one that has waited longest for a request makes room.
const MOST: usize = 256;

/// One connection, as its handlers know it.
#[derive(Debug, Clone, Default)]
pub struct Line(Arc<State>);

#[derive(Debug, Default)]
struct State {
    cut: AtomicBool,
    /// Whoever waits for bytes, to be told of a cut.
    reader: AtomicWaker,
    service: Mutex<Service>,
}

/// What has been done for a connection.
#[derive(Debug, Clone, Copy)]
struct Service {
    /// How many requests were taken up.
    requests: usize,
    /// Since when the next one is awaited; none while one is answered.
    waits_since: Option<Instant>,
}

impl Default for Service {
    fn default() -> Self {
        Self {
            requests: 0,
            waits_since: Some(Instant::now()),
        }
    }
}

impl State {
    fn service(&self) -> MutexGuard<'_, Service> {
        self.service.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn cut(&self) {
        self.cut.store(true, Ordering::Relaxed);
        self.reader.wake();
    }
}

impl Line {
    /// From now on nothing more is read or written, and the peer sees a reset.
    pub fn cut(&self) {
        self.0.cut();
    }

    /// A request is answered until this is dropped.
    #[must_use]
    pub fn serve(&self) -> Serving {
        let mut service = self.0.service();
        service.requests += 1;
        service.waits_since = None;
        Serving(Arc::clone(&self.0))
    }

    fn is_cut(&self) -> bool {
        self.0.cut.load(Ordering::Relaxed)
    }
}

/// A request that is being answered.
#[derive(Debug)]
pub struct Serving(Arc<State>);

impl Drop for Serving {
    fn drop(&mut self) {
        self.0.service().waits_since = Some(Instant::now());
    }
}

impl Connected<IncomingStream<'_, Socket>> for Line {
    fn connect_info(stream: IncomingStream<'_, Socket>) -> Self {
        stream.remote_addr().clone()
    }
}

/// The listening socket, on 127.0.0.1 only.
#[derive(Debug)]
pub struct Socket {
    listener: TcpListener,
    lines: Vec<Weak<State>>,
}

impl Socket {
    /// Binds `port`; 0 takes any free one.
    pub async fn bind(port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], port))).await?;
        Ok(Self {
            listener,
            lines: Vec::new(),
        })
    }

    /// The port in use.
    pub fn port(&self) -> io::Result<u16> {
        self.listener.local_addr().map(|address| address.port())
    }

    /// Adds a connection, in the place of an idle one if there are too many; none if all others are busy.
    fn admit(&mut self) -> Option<Line> {
        self.lines.retain(|line| line.strong_count() > 0);
        if self.lines.len() >= MOST {
            let open = self.lines.iter().enumerate();
            let waiting = open.filter_map(|(at, line)| {
                let line = line.upgrade()?;
                let since = line.service().waits_since?;
                Some((since, at, line))
            });
            let (_, at, longest) = waiting.min_by_key(|(since, ..)| *since)?;
            longest.cut();
            self.lines.remove(at);
        }
        let line = Line::default();
        self.lines.push(Arc::downgrade(&line.0));
        Some(line)
    }
}

impl Listener for Socket {
    type Io = Wire;
    type Addr = Line;

    async fn accept(&mut self) -> (Wire, Line) {
        loop {
            match self.listener.accept().await {
                Ok((stream, _)) => {
                    // Small answers should not wait for the peer's acknowledgment; without it they are only slower.
                    let _ = stream.set_nodelay(true);
                    if let Some(line) = self.admit() {
                        return (Wire::new(stream, line.clone()), line);
                    }
                }
                // Out of descriptors, or the peer is gone already: let others finish, then try again.
                Err(_) => sleep(Duration::from_millis(50)).await,
            }
        }
    }

    fn local_addr(&self) -> io::Result<Line> {
        Ok(Line::default())
    }
}

/// A TCP stream that fails once its line is cut, or when a request lets itself be waited for.
#[derive(Debug)]
pub struct Wire {
    stream: TcpStream,
    line: Line,
    wait: Wait,
}

/// The wait for the head of a request.
#[derive(Debug)]
struct Wait {
    /// How many requests came before it.
    after: usize,
    /// Since when its bytes come.
    begun: Option<Instant>,
    alarm: Pin<Box<Sleep>>,
}

impl Wait {
    fn first() -> Self {
        Self {
            after: 0,
            begun: None,
            alarm: Box::pin(sleep(IDLE_DEADLINE)),
        }
    }

    /// Whether it has lasted too long; else there will be a wake-up. The alarm also runs while a request is answered: nobody may
    /// look again until it rings.
    fn poll_over(&mut self, service: Service, cx: &mut Context<'_>) -> bool {
        if self.after != service.requests {
            self.after = service.requests;
            self.begun = None;
        }
        while self.alarm.as_mut().poll(cx).is_ready() {
            let end = match (service.waits_since, self.begun) {
                (None, _) => Instant::now() + IDLE_DEADLINE,
                (Some(_), Some(begun)) => begun + HEAD_DEADLINE,
                (Some(since), None) => since + IDLE_DEADLINE,
            };
            if end <= Instant::now() {
                return true;
            }
            self.alarm.as_mut().reset(end);
        }
        false
    }

    /// Bytes of it have come.
    fn begin(&mut self) {
        if self.begun.is_none() {
            let now = Instant::now();
            self.begun = Some(now);
            self.alarm.as_mut().reset(now + HEAD_DEADLINE);
        }
    }
}

impl Wire {
    fn new(stream: TcpStream, line: Line) -> Self {
        Self {
            stream,
            line,
            wait: Wait::first(),
        }
    }

    fn check(&self) -> io::Result<()> {
        if !self.line.is_cut() {
            return Ok(());
        }
        // Makes the close that follows a reset. Should it fail, the peer sees an early end instead, which serves as well.
        let _ = self.stream.set_zero_linger();
        Err(io::ErrorKind::ConnectionReset.into())
    }

    fn stream(self: Pin<&mut Self>) -> Pin<&mut TcpStream> {
        Pin::new(&mut self.get_mut().stream)
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        this.line.0.reader.register(cx.waker());
        this.check()?;
        let service = *this.line.0.service();
        if this.wait.poll_over(service, cx) {
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        let before = buf.filled().len();
        let read = Pin::new(&mut this.stream).poll_read(cx, buf);
        if service.waits_since.is_some() && buf.filled().len() > before {
            this.wait.begin();
        }
        read
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.check()?;
        self.stream().poll_write(cx, buf)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.check()?;
        self.stream().poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.check()?;
        self.stream().poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.stream().poll_shutdown(cx)
    }
}
