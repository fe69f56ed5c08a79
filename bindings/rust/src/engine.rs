//! The component under wasmtime: compiled once, its instances used again, bounded
//! in memory and, where that is asked for, in time.

use crate::bindings::{Sdk, SdkPre, wasi};
use crate::error::{Error, Limit};
use core::time::Duration;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use wasmtime::component::{Component, HasSelf, Linker};
use wasmtime::{Config, Engine, ResourceLimiter, Store, Trap};

/// The clock by which calls are bounded ticks this often.
const TICK: Duration = Duration::from_millis(10);

/// What calls may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Time of one call, to the nearest 10 ms above. Default: none, because
    /// watching the clock costs every call up to a third more time.
    ///
    /// The component keeps budgets of its own, by which any certificate is judged
    /// within a tenth of a second and messages have a size; a deadline is a second
    /// line of defence.
    pub time: Option<Duration>,
    /// Linear memory of one instance. Default: 64 MiB.
    pub memory_bytes: usize,
    /// Instances kept for calls to come. Default: 4. With 0 every call has a fresh
    /// instance, which takes some 0.1 to 0.2 ms longer.
    ///
    /// The component keeps nothing from one call to the next: once the answer has
    /// been read it wipes what the call had allocated. What a call left on the stack
    /// stays there until another one overwrites it. An instance is used again only if
    /// its call returned, and if its memory is no larger than 4 MiB.
    pub idle_instances: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            time: None,
            memory_bytes: 64 << 20,
            idle_instances: 4,
        }
    }
}

/// Onshi, ready to be called from any thread.
pub struct Onshi {
    pre: SdkPre<State>,
    limits: Limits,
    /// Those whose last call returned.
    idle: Mutex<Vec<Instance>>,
}

struct Instance {
    store: Store<State>,
    sdk: Sdk,
}

impl core::fmt::Debug for Onshi {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Onshi")
            .field("limits", &self.limits)
            .field("idle", &self.idle().len())
            .finish_non_exhaustive()
    }
}

/// What an instance may reach: randomness, and so much memory.
pub(crate) struct State {
    /// Bytes there are.
    memory: usize,
    /// Bytes there may be.
    most_memory: usize,
}

/// An instance that was given more memory than this is not kept.
const IDLE_MEMORY: usize = 4 << 20;

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
        Self::open_within(Limits::default(), folder)
    }

    /// The same with other limits.
    ///
    /// # Errors
    /// Those of [`Onshi::open`].
    pub fn open_within(limits: Limits, folder: impl AsRef<Path>) -> Result<Self, Error> {
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
        Self::from_bytes_within(limits, &bytes)
    }

    /// From the bytes of a component, either build.
    ///
    /// # Errors
    /// [`Error::Host`] where they are no component of this version.
    pub fn from_bytes(component: &[u8]) -> Result<Self, Error> {
        Self::from_bytes_within(Limits::default(), component)
    }

    /// The same with other limits.
    ///
    /// # Errors
    /// Those of [`Onshi::from_bytes`].
    pub fn from_bytes_within(limits: Limits, component: &[u8]) -> Result<Self, Error> {
        let engine = Engine::new(&config(&limits)).map_err(Error::Host)?;
        let component = Component::new(&engine, component).map_err(Error::Host)?;
        let mut linker = Linker::new(&engine);
        wasi::random::random::add_to_linker::<_, HasSelf<State>>(&mut linker, |state| state)
            .map_err(Error::Host)?;
        let pre = linker.instantiate_pre(&component).map_err(Error::Host)?;
        let pre = SdkPre::new(pre).map_err(Error::Host)?;
        if limits.time.is_some() {
            start_ticking(&engine);
        }
        Ok(Self {
            pre,
            limits,
            idle: Mutex::default(),
        })
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

    /// Runs one call in an instance that no other call uses meanwhile.
    pub(crate) fn call<T>(
        &self,
        run: impl FnOnce(&Sdk, &mut Store<State>) -> wasmtime::Result<T>,
    ) -> Result<T, Error> {
        let idle = self.idle().pop();
        let mut instance = idle.map_or_else(|| self.instantiate(), Ok)?;
        self.start_clock(&mut instance.store);
        // What trapped or reached a limit is dropped: nothing is known of its state.
        let outcome = run(&instance.sdk, &mut instance.store).map_err(explain)?;
        self.keep(instance);
        Ok(outcome)
    }

    fn instantiate(&self) -> Result<Instance, Error> {
        let state = State {
            memory: 0,
            most_memory: self.limits.memory_bytes,
        };
        let mut store = Store::new(self.pre.engine(), state);
        store.limiter(|state| state);
        self.start_clock(&mut store);
        let sdk = self.pre.instantiate(&mut store).map_err(explain)?;
        Ok(Instance { store, sdk })
    }

    fn start_clock(&self, store: &mut Store<State>) {
        if let Some(time) = self.limits.time {
            store.set_epoch_deadline(ticks(time));
        }
    }

    fn keep(&self, instance: Instance) {
        let mut idle = self.idle();
        if idle.len() < self.limits.idle_instances && instance.store.data().memory <= IDLE_MEMORY {
            idle.push(instance);
        }
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Instance>> {
        // Nothing panics while the list is held.
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn config(limits: &Limits) -> Config {
    let mut config = Config::new();
    config
        .wasm_component_model(true)
        .wasm_wide_arithmetic(true)
        .epoch_interruption(limits.time.is_some());
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
        if desired > self.most_memory {
            return Err(wasmtime::Error::new(MemoryLimitReached));
        }
        self.memory = desired;
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
