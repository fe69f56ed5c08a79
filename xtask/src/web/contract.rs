//! What `wit/` says, in the shape that JavaScript's side is made from.

use std::path::Path;

use anyhow::{Context, Result, bail};
use wit_parser::{Resolve, Type, TypeDef, TypeDefKind, WorldItem};

/// Interfaces of the contract, in its order.
#[derive(Debug)]
pub(crate) struct Contract {
    pub(crate) interfaces: Vec<Interface>,
}

#[derive(Debug)]
pub(crate) struct Interface {
    /// As the contract has it, in kebab-case, as are all names here.
    pub(crate) name: String,
    pub(crate) docs: String,
    pub(crate) types: Vec<Named>,
    pub(crate) functions: Vec<Function>,
}

/// A record or an enum.
#[derive(Debug)]
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) docs: String,
    pub(crate) of: Definition,
}

#[derive(Debug)]
pub(crate) enum Definition {
    Record(Vec<Field>),
    /// Its cases.
    Enum(Vec<(String, String)>),
}

#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) docs: String,
    pub(crate) of: Shape,
}

#[derive(Debug)]
pub(crate) struct Function {
    pub(crate) name: String,
    pub(crate) docs: String,
    pub(crate) parameters: Vec<(String, Shape)>,
    /// What it gives where nothing is wrong.
    pub(crate) result: Shape,
}

#[derive(Clone, Debug)]
pub(crate) enum Shape {
    Boolean,
    Number,
    Text,
    Bytes,
    List(Box<Shape>),
    Optional(Box<Shape>),
    /// A type of this interface, by its name.
    Named(String, String),
}

/// Lists of small numbers that are no bytes.
const NUMBERS: [(&str, &str); 1] = [("share", "alternatives")];

impl Contract {
    pub(crate) fn read(folder: &Path) -> Result<Self> {
        let mut resolve = Resolve::default();
        let (package, _) = resolve.push_dir(folder).context("wit/ is no contract")?;
        let world = resolve.select_world(&[package], None)?;
        let mut interfaces = Vec::new();
        for item in resolve.worlds[world].exports.values() {
            let WorldItem::Interface { id, .. } = item else {
                bail!("the world exports interfaces alone");
            };
            interfaces.push(interface(&resolve, &resolve.interfaces[*id])?);
        }
        Ok(Self { interfaces })
    }

    /// Those with functions of their own; the facade is what calls them.
    pub(crate) fn with_functions(&self) -> impl Iterator<Item = &Interface> {
        let own = |it: &&Interface| !it.functions.is_empty() && it.name != "facade";
        self.interfaces.iter().filter(own)
    }

    /// The fields of a record.
    pub(crate) fn fields(&self, interface: &str, name: &str) -> &[Field] {
        let types = self.interfaces.iter().filter(|it| it.name == interface);
        let found = types.flat_map(|it| &it.types).find(|of| of.name == name);
        match found.map(|of| &of.of) {
            Some(Definition::Record(fields)) => fields,
            _ => &[],
        }
    }

    /// Where there are bytes in a value, as paths with `*` for each item.
    pub(crate) fn bytes_in(&self, shape: &Shape) -> Vec<String> {
        let within = |step: &str, shape: &Shape| {
            let paths = self.bytes_in(shape).into_iter();
            let join = |path: String| match path.as_str() {
                "" => step.to_owned(),
                path => format!("{step}.{path}"),
            };
            paths.map(join).collect::<Vec<_>>()
        };
        match shape {
            Shape::Bytes => vec![String::new()],
            Shape::List(item) => within("*", item),
            Shape::Optional(of) => self.bytes_in(of),
            Shape::Named(interface, name) => {
                let fields = self.fields(interface, name).iter();
                let paths = fields.flat_map(|field| within(&camel(&field.name), &field.of));
                paths.collect()
            }
            Shape::Boolean | Shape::Number | Shape::Text => Vec::new(),
        }
    }
}

fn interface(resolve: &Resolve, of: &wit_parser::Interface) -> Result<Interface> {
    let mut types = Vec::new();
    for (name, id) in &of.types {
        let TypeDef { kind, docs, .. } = &resolve.types[*id];
        let of = match kind {
            // Of another interface.
            TypeDefKind::Type(_) => continue,
            TypeDefKind::Record(record) => {
                let field = |field: &wit_parser::Field| {
                    let is_numbers = NUMBERS.contains(&(name, &field.name));
                    Ok(Field {
                        name: field.name.clone(),
                        docs: text(&field.docs),
                        of: match shape(resolve, &field.ty)? {
                            Shape::Bytes if is_numbers => Shape::List(Shape::Number.into()),
                            other => other,
                        },
                    })
                };
                let fields: Result<_> = record.fields.iter().map(field).collect();
                Definition::Record(fields?)
            }
            TypeDefKind::Enum(of) => {
                let case = |case: &wit_parser::EnumCase| (case.name.clone(), text(&case.docs));
                Definition::Enum(of.cases.iter().map(case).collect())
            }
            other => bail!("{name} is a {}, of which there are none", other.as_str()),
        };
        types.push(Named {
            name: name.clone(),
            docs: text(docs),
            of,
        });
    }
    let function = |function: &wit_parser::Function| {
        let parameter = |of: &wit_parser::Param| Ok((of.name.clone(), shape(resolve, &of.ty)?));
        let parameters: Result<_> = function.params.iter().map(parameter).collect();
        let result = function.result.context("every function answers")?;
        Ok(Function {
            name: function.name.clone(),
            docs: text(&function.docs),
            parameters: parameters?,
            result: shape(resolve, &result)?,
        })
    };
    let functions: Result<_> = of.functions.values().map(function).collect();
    Ok(Interface {
        name: of.name.clone().context("an interface without a name")?,
        docs: text(&of.docs),
        types,
        functions: functions?,
    })
}

/// Of a result, the side where nothing is wrong: the other one is thrown.
fn shape(resolve: &Resolve, of: &Type) -> Result<Shape> {
    Ok(match of {
        Type::Bool => Shape::Boolean,
        Type::U8 | Type::U32 => Shape::Number,
        Type::String => Shape::Text,
        Type::Id(id) => {
            let definition = &resolve.types[*id];
            match &definition.kind {
                TypeDefKind::Type(of) => shape(resolve, of)?,
                TypeDefKind::List(Type::U8) => Shape::Bytes,
                TypeDefKind::List(item) => Shape::List(shape(resolve, item)?.into()),
                TypeDefKind::Option(of) => Shape::Optional(shape(resolve, of)?.into()),
                TypeDefKind::Result(of) => {
                    let of = of.ok.context("every function answers")?;
                    shape(resolve, &of)?
                }
                TypeDefKind::Record(_) | TypeDefKind::Enum(_) => named(resolve, definition)?,
                other => bail!("there are no {}", other.as_str()),
            }
        }
        other => bail!("there are no {other:?}"),
    })
}

fn named(resolve: &Resolve, definition: &TypeDef) -> Result<Shape> {
    let wit_parser::TypeOwner::Interface(owner) = definition.owner else {
        bail!("a type outside of interfaces");
    };
    let interface = resolve.interfaces[owner].name.clone();
    let name = definition.name.clone();
    Ok(Shape::Named(
        interface.context("an interface without a name")?,
        name.context("a record without a name")?,
    ))
}

fn text(docs: &wit_parser::Docs) -> String {
    docs.contents.clone().unwrap_or_default().trim().to_owned()
}

/// `read-part` as JavaScript's functions and members are called.
pub(crate) fn camel(name: &str) -> String {
    let pascal = pascal(name);
    let (initial, rest) = pascal.split_at(pascal.len().min(1));
    initial.to_lowercase() + rest
}

/// `read-part` as types are called.
pub(crate) fn pascal(name: &str) -> String {
    let word = |word: &str| {
        let (initial, rest) = word.split_at(word.len().min(1));
        initial.to_uppercase() + rest
    };
    name.split('-').map(word).collect()
}
