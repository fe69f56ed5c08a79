//! The component under wasmtime: compiled once, a fresh instance per call,
//! bounded in time and memory.

use crate::bindings::{Sdk, SdkPre, wasi};
use crate::error::{Error, Limit};
use core::time::Duration;
use std::path::Path;
use wasmtime::component::{Component, HasSelf, Linker};
use wasmtime::{Config, Engine, ResourceLimiter, Store, Trap};

/// The clock by which calls are bounded ticks this often.
const TICK: Duration = Duration::from_millis(10);

/// What one call may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Time, to the nearest 10 ms above. Default: 2 seconds.
    pub time: Duration,
    /// Linear memory. Default: 64 MiB.
    pub memory_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            time: Duration::from_secs(2),
            memory_bytes: 64 << 20,
        }
    }
}

/// Onshi, ready to be called from any thread.
pub struct Onshi {
    pre: SdkPre<State>,
    limits: Limits,
}

impl core::fmt::Debug for Onshi {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Onshi")
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

/// What an instance may reach: randomness, and so much memory.
pub(crate) struct State {
    memory_bytes: usize,
}

/// Marks the error by which a call ends that wants more memory.
#[derive(Debug)]
struct MemoryLimitReached;

impl Onshi {
    /// Opens the component in a folder that `cargo xtask build` or a release
    /// left: the wide-arithmetic build where there is one, otherwise the baseline.
    ///
    /// # Errors
    /// [`Error::Host`] where there is no component or it can't be compiled.
    pub fn open(folder: impl AsRef<Path>) -> Result<Self, Error> {
        let folder = folder.as_ref();
        let wide = folder.join("onshi-wide.wasm");
        let file = if wide.is_file() {
            wide
        } else {
            folder.join("onshi.wasm")
        };
        let bytes = std::fs::read(&file).map_err(|error| {
            Error::Host(wasmtime::Error::msg(format!("{}: {error}", file.display())))
        })?;
        Self::from_bytes(&bytes)
    }

    /// From the bytes of a component, either build.
    ///
    /// # Errors
    /// [`Error::Host`] where they are no component of this version.
    pub fn from_bytes(component: &[u8]) -> Result<Self, Error> {
        let engine = Engine::new(&config()).map_err(Error::Host)?;
        let component = Component::new(&engine, component).map_err(Error::Host)?;
        let mut linker = Linker::new(&engine);
        wasi::random::random::add_to_linker::<_, HasSelf<State>>(&mut linker, |state| state)
            .map_err(Error::Host)?;
        let pre = linker.instantiate_pre(&component).map_err(Error::Host)?;
        let pre = SdkPre::new(pre).map_err(Error::Host)?;
        start_ticking(&engine);
        Ok(Self {
            pre,
            limits: Limits::default(),
        })
    }

    /// The same with other limits.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// What the component imports, for an audit: randomness and nothing else.
    #[must_use]
    pub fn imports(&self) -> Vec<String> {
        let component = self.pre.instance_pre().component();
        component
            .component_type()
            .imports(self.pre.engine())
            .map(|(name, _)| name.to_owned())
            .collect()
    }

    /// Runs one call in an instance of its own.
    pub(crate) fn call<T>(
        &self,
        run: impl FnOnce(&Sdk, &mut Store<State>) -> wasmtime::Result<T>,
    ) -> Result<T, Error> {
        let state = State {
            memory_bytes: self.limits.memory_bytes,
        };
        let mut store = Store::new(self.pre.engine(), state);
        store.limiter(|state| state);
        store.set_epoch_deadline(ticks(self.limits.time));
        self.pre
            .instantiate(&mut store)
            .and_then(|sdk| run(&sdk, &mut store))
            .map_err(explain)
    }
}

fn config() -> Config {
    let mut config = Config::new();
    config
        .wasm_component_model(true)
        .wasm_wide_arithmetic(true)
        .epoch_interruption(true);
    config
}

fn ticks(time: Duration) -> u64 {
    u64::try_from(time.as_nanos().div_ceil(TICK.as_nanos())).unwrap_or(u64::MAX / 2)
}

/// One thread per engine, which ends when the engine does.
fn start_ticking(engine: &Engine) {
    let engine = engine.weak();
    std::thread::spawn(move || {
        while let Some(engine) = engine.upgrade() {
            engine.increment_epoch();
            drop(engine);
            std::thread::sleep(TICK);
        }
    });
}

fn explain(error: wasmtime::Error) -> Error {
    if error.is::<MemoryLimitReached>() {
        Error::LimitReached(Limit::Memory)
    } else if error.downcast_ref() == Some(&Trap::Interrupt) {
        Error::LimitReached(Limit::Time)
    } else {
        Error::Host(error)
    }
}

impl core::fmt::Display for MemoryLimitReached {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("the memory limit of the call is reached")
    }
}

impl core::error::Error for MemoryLimitReached {}

impl ResourceLimiter for State {
    fn memory_growing(
        &mut self,
        _current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        if desired > self.memory_bytes {
            return Err(wasmtime::Error::new(MemoryLimitReached));
        }
        Ok(true)
    }

    fn table_growing(
        &mut self,
        _current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        // The component's one table holds its functions; it never grows.
        const MOST: usize = 10_000;
        Ok(desired <= MOST)
    }
}

impl wasi::random::random::Host for State {
    fn get_random_bytes(&mut self, len: u64) -> wasmtime::Result<Vec<u8>> {
        // The component asks for one nonce at a time.
        const MOST: u64 = 4096;
        let len = usize::try_from(len.min(MOST))?;
        let mut bytes = vec![0; len];
        getrandom::fill(&mut bytes).map_err(|error| wasmtime::Error::msg(error.to_string()))?;
        Ok(bytes)
    }
}
