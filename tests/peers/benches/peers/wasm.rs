//! The component under wasmtime, in an instance that stays.

use super::{Row, Signed, row};
use bindings::{Sdk, wasi};
use wasmtime::component::{Component, HasSelf, Linker};
use wasmtime::{Config, Engine, Store};

#[allow(
    missing_docs,
    missing_debug_implementations,
    unreachable_pub,
    dead_code,
    clippy::all
)]
mod bindings {
    wasmtime::component::bindgen!({
        path: "../../wit",
        world: "sdk",
        imports: { default: trappable },
    });
}

struct NoRandomness;

impl wasi::random::random::Host for NoRandomness {
    fn get_random_bytes(&mut self, _: u64) -> wasmtime::Result<Vec<u8>> {
        Err(wasmtime::Error::msg("nothing here needs randomness"))
    }
}

pub(crate) fn rows<'a>(
    place: &'static str,
    component: &[u8],
    signed: &'a [Signed],
    rows: &mut Vec<Row<'a>>,
) {
    let mut config = Config::new();
    config.wasm_component_model(true).wasm_wide_arithmetic(true);
    let engine = Engine::new(&config).expect("an engine");
    let component = Component::new(&engine, component).expect("a component");
    let mut linker = Linker::new(&engine);
    wasi::random::random::add_to_linker::<_, HasSelf<NoRandomness>>(&mut linker, |state| state)
        .expect("its import");
    for it in signed {
        let mut store = Store::new(&engine, NoRandomness);
        let sdk = Sdk::instantiate(&mut store, &component, &linker).expect("an instance");
        rows.push(row(it.subject, place, move || {
            sdk.onshi_sdk_certificate()
                .call_verify_signature(
                    &mut store,
                    &it.key,
                    it.algorithm,
                    &it.message,
                    &it.signature,
                )
                .is_ok_and(|told| told.is_ok_and(|matches| matches))
        }));
    }
}
