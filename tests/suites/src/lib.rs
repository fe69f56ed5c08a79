//! Public suites of certificate validation: how each is read, asked and held
//! against its expected verdicts.

pub mod case;
pub mod exception;
pub mod limbo;
pub mod pkits;
pub mod run;

/// Both builds of the component, compiled once.
pub mod component {
    use onshi_host::Onshi;
    use std::sync::OnceLock;

    /// The build for engines with wide arithmetic.
    ///
    /// # Panics
    /// Where it was not built.
    pub fn wide() -> &'static Onshi {
        static WIDE: OnceLock<Onshi> = OnceLock::new();
        WIDE.get_or_init(|| open("onshi-wide.wasm"))
    }

    /// The build for every engine.
    ///
    /// # Panics
    /// Where it was not built.
    pub fn baseline() -> &'static Onshi {
        static BASELINE: OnceLock<Onshi> = OnceLock::new();
        BASELINE.get_or_init(|| open("onshi.wasm"))
    }

    fn open(name: &str) -> Onshi {
        let bytes = std::fs::read(onshi_tests::dist().join(name)).expect("a component");
        Onshi::from_bytes(&bytes).expect("the component opens")
    }
}
