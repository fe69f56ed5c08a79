//! Writes down what `src/` needs to know of the contract in `wit/`: which functions
//! there are (`exports.rs`), and how their answers lie in memory (`types.rs`).

use core::fmt::Write as _;
use std::collections::HashMap;
use std::path::Path;
use std::{env, fs};

use wit_parser::abi::AbiVariant;
use wit_parser::{Int, Resolve, SizeAlign, Type, TypeDefKind, TypeId, WorldItem};

const WIT: &str = "../../wit";

fn main() {
    println!("cargo::rerun-if-changed={WIT}");
    let mut resolve = Resolve::default();
    let (package, _) = resolve.push_dir(WIT).expect("a contract");
    let world = resolve.select_world(&[package], None).expect("a world");
    let mut table = Table::new(&resolve);
    let mut exports = String::new();
    for item in resolve.worlds[world].exports.values() {
        let WorldItem::Interface { id, .. } = item else {
            panic!("the world exports interfaces alone");
        };
        let interface = &resolve.interfaces[*id];
        for function in interface.functions.values() {
            let name = function.legacy_core_export_name(resolve.id_of(*id).as_deref());
            let release = format!("cabi_post_{name}");
            let operation = interface.name.as_deref().expect("an interface with a name");
            let operation = format!("{operation}.{}", function.name);
            let answer = table.place(&function.result.expect("every function answers"));
            let call = resolve.wasm_signature(AbiVariant::GuestExport, function);
            let in_memory = call.indirect_params.then(|| {
                let types = function.params.iter().map(|parameter| &parameter.ty);
                types.map(|of| words(&resolve, of)).sum::<usize>()
            });
            let in_memory = in_memory.unwrap_or_default();
            let words: Vec<_> = (0..call.params.len()).map(|at| format!("w{at}")).collect();
            let words = words.join(" ");
            writeln!(
                exports,
                "    {name:?} {release:?} {operation:?} {answer} {in_memory} ({words});"
            )
            .expect("text");
        }
    }
    let count = table.lines.len();
    let lines = table.lines.concat();
    let types = format!("pub(crate) static TYPES: [Type; {count}] = [\n{lines}];\n");
    let folder = env::var_os("OUT_DIR").expect("cargo says where");
    let write = |name, text: &str| fs::write(Path::new(&folder).join(name), text).expect("a file");
    write("types.rs", &types);
    write("exports.rs", &format!("exports! {{\n{exports}}}\n"));
}

/// How many words a parameter is of in memory, which `src/abi.rs` reads as such.
fn words(resolve: &Resolve, of: &Type) -> usize {
    match of {
        Type::U32 => 1,
        Type::String => 2,
        Type::Id(id) => match &resolve.types[*id].kind {
            TypeDefKind::List(_) => 2,
            TypeDefKind::Type(of) => words(resolve, of),
            TypeDefKind::Record(record) => {
                let types = record.fields.iter().map(|field| &field.ty);
                types.map(|of| words(resolve, of)).sum()
            }
            other => panic!("parameters in memory have no {}", other.as_str()),
        },
        other => panic!("parameters in memory have no {other:?}"),
    }
}

/// The types of answers, each once and after those it is made of.
struct Table<'a> {
    resolve: &'a Resolve,
    sizes: SizeAlign,
    lines: Vec<String>,
    places: HashMap<String, u8>,
}

/// A name, where it lies in the whole, and of which type it is.
type Part = (String, usize, Option<u8>);

impl<'a> Table<'a> {
    fn new(resolve: &'a Resolve) -> Self {
        let mut sizes = SizeAlign::default();
        sizes.fill(resolve);
        Self {
            resolve,
            sizes,
            lines: Vec::new(),
            places: HashMap::new(),
        }
    }

    fn place(&mut self, of: &Type) -> u8 {
        let (kind, parts) = match of {
            Type::Bool | Type::U8 | Type::U32 => ("Number", Vec::new()),
            // A string is the list of its octets.
            Type::String => (
                "List",
                vec![(String::new(), 0, Some(self.place(&Type::U8)))],
            ),
            Type::Id(id) => self.kind(*id),
            other => panic!("answers have no {other:?}"),
        };
        let size = self.sizes.size(of).size_wasm32();
        let mut line = format!("    Type {{ size: {size}, kind: Kind::{kind}, parts: &[");
        for (name, at, of) in parts {
            let of = of.map_or("NOTHING".to_owned(), |of| of.to_string());
            write!(line, "part({name:?}, {at}, {of}), ").expect("text");
        }
        line.push_str("] },\n");
        *self.places.entry(line.clone()).or_insert_with(|| {
            self.lines.push(line);
            u8::try_from(self.lines.len() - 1).expect("fewer types than 255")
        })
    }

    fn kind(&mut self, id: TypeId) -> (&'static str, Vec<Part>) {
        let resolve = self.resolve;
        match &resolve.types[id].kind {
            TypeDefKind::Type(Type::Id(id)) => self.kind(*id),
            TypeDefKind::List(item) => ("List", vec![(String::new(), 0, Some(self.place(item)))]),
            TypeDefKind::Record(record) => {
                let types = record.fields.iter().map(|field| &field.ty);
                let offsets = self.sizes.field_offsets(types);
                let fields = record.fields.iter().zip(offsets);
                let parts = fields.map(|(field, (at, of))| {
                    (
                        camel_case(&field.name),
                        at.size_wasm32(),
                        Some(self.place(of)),
                    )
                });
                ("Record", parts.collect())
            }
            TypeDefKind::Enum(of) => {
                let names = of.cases.iter().map(|case| case.name.clone());
                ("Choice", names.map(|name| (name, 0, None)).collect())
            }
            // As serde calls their cases.
            TypeDefKind::Option(of) => self.choice(&[("None", None), ("Some", Some(of))]),
            TypeDefKind::Result(of) => {
                self.choice(&[("Ok", of.ok.as_ref()), ("Err", of.err.as_ref())])
            }
            other => panic!("answers have no {}", other.as_str()),
        }
    }

    fn choice(&mut self, cases: &[(&str, Option<&Type>)]) -> (&'static str, Vec<Part>) {
        let types = cases.iter().map(|(_, of)| *of);
        let at = self.sizes.payload_offset(Int::U8, types);
        let cases = cases.iter().map(|(name, of)| {
            let of = of.map(|of| self.place(of));
            ((*name).to_owned(), at.size_wasm32(), of)
        });
        ("Choice", cases.collect())
    }
}

/// As the core's records have it.
fn camel_case(name: &str) -> String {
    let mut words = name.split('-');
    let mut camel = words.next().unwrap_or_default().to_owned();
    for word in words {
        let (initial, rest) = word.split_at(1);
        camel.push_str(&initial.to_uppercase());
        camel.push_str(rest);
    }
    camel
}
