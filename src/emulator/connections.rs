//! Connections: their time limits and maximum number, and how a handler can cut one, which is how a lost answer is
//! simulated.

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

/// How long the head of a request may take after its first byte.
const HEAD_DEADLINE: Duration = Duration::from_secs(10);
/// How long an idle connection is kept: longer than HTTP clients keep theirs, so that the client closes it and never
/// sends a request into a connection that is being closed.
const IDLE_DEADLINE: Duration = Duration::from_secs(75);
/// The maximum number of connections. Beyond it, the one that has been idle for longest is closed.
const MOST: usize = 256;

/// A connection, as seen by its handlers.
#[derive(Debug, Clone, Default)]
pub struct Line(Arc<State>);

#[derive(Debug, Default)]
struct State {
    cut: AtomicBool,
    /// Wakes the reader after a cut.
    reader: AtomicWaker,
    service: Mutex<Service>,
}

/// The requests on a connection.
#[derive(Debug, Clone, Copy)]
struct Service {
    /// The number of requests so far.
    requests: usize,
    /// When the wait for the next one began; `None` while one is being answered.
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
    /// Stops all reading and writing; the peer sees a reset.
    pub fn cut(&self) {
        self.0.cut();
    }

    /// Marks a request as being answered until the result is dropped.
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
    /// Binds `port`; 0 means any free one.
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

    /// Adds a connection, replacing an idle one if there are too many; `None` if all are busy.
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
                    // Small answers should not wait for the peer's acknowledgment; a failure only makes them slower.
                    let _ = stream.set_nodelay(true);
                    if let Some(line) = self.admit() {
                        return (Wire::new(stream, line.clone()), line);
                    }
                }
                // Out of descriptors, or the peer is already gone: let others finish, then try again.
                Err(_) => sleep(Duration::from_millis(50)).await,
            }
        }
    }

    fn local_addr(&self) -> io::Result<Line> {
        Ok(Line::default())
    }
}

/// A TCP stream that fails once its line is cut, or if a request takes too long to arrive.
#[derive(Debug)]
pub struct Wire {
    stream: TcpStream,
    line: Line,
    wait: Wait,
}

/// The wait for the head of a request.
#[derive(Debug)]
struct Wait {
    /// The number of requests before it.
    after: usize,
    /// When its first bytes arrived.
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

    /// Whether it has lasted too long; otherwise there will be a wake-up. The alarm also runs while a request is
    /// answered: perhaps nobody polls again until it goes off.
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

    /// Notes that bytes have arrived.
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
        // Makes the following close a reset. If it fails, the peer sees an early end instead, which works as well.
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
