//! Several schemas that all hold at once: `allOf`, and what stands beside it.
//!
//! Guaranteed: the result describes no value that one of the parts forbids. Where no shape says both, the words of a
//! part are kept and checked as they stand.

use super::schema::{Assert, Found, frame};
use super::{Context, compose, object};
use crate::decimal::Decimal;
use crate::document::{Kind, Node};
use crate::ir::{
    Additional, ArrayShape, Bound, EnumShape, IntegerShape, Located, MapShape, NumberShape, ObjectShape, Property,
    SchemaId, Shape, StringShape, UnionShape, VariantShape,
};
use crate::pointer::Pointer;

/// The schema that is all of `parts`, which are schemas of their own.
pub(super) fn lower_meet(cx: &mut Context<'_, '_>, pointer: &Pointer, parts: &[SchemaId]) -> crate::ir::Schema {
    let found = parts.iter().map(|id| compose::refer(pointer, *id)).collect::<Vec<_>>();
    let met = found.into_iter().reduce(|a, b| meet(cx, pointer, a, b)).unwrap_or_else(|| Found::any(pointer));
    let span = parts.last().and_then(|id| cx.lowered(*id)).map_or(cx.spec.document.root().span, |s| s.span);
    let nothing = Node { span, kind: Kind::Bool(true) };
    let mut schema = frame(cx, pointer, &nothing, None, met);
    // The words of the last part that has any: it is the most particular one.
    for id in parts.iter().rev() {
        let Some(part) = cx.lowered(*id).cloned() else { continue };
        if schema.docs.description.is_none() && schema.docs.summary.is_none() {
            schema.docs = part.docs;
        }
        schema.secret |= part.secret;
        schema.read_only |= part.read_only;
        schema.write_only |= part.write_only;
        schema.default = schema.default.or(part.default);
        schema.rust_name = schema.rust_name.or(part.rust_name);
        schema.rust_type = schema.rust_type.or(part.rust_type);
    }
    schema
}

/// Both at once; `pointer` is where the whole stands.
pub(super) fn meet(cx: &mut Context<'_, '_>, pointer: &Pointer, a: Found, b: Found) -> Found {
    let (a, b) = match (nothing_said(cx, &a), nothing_said(cx, &b)) {
        (true, _) => return b,
        (_, true) => return a,
        (false, false) => (a, b),
    };
    let same = match (&a.shape, &b.shape) {
        (Shape::Ref(a), Shape::Ref(b)) => cx.target(*a) == cx.target(*b),
        _ => false,
    };
    if same {
        return Found { nullable: a.nullable && b.nullable, asserts: [a.asserts, b.asserts].concat(), ..a };
    }
    // What is nothing but asserts narrows the other without a change of its shape, or of its name.
    let (plain_a, plain_b) = (expand(cx, a.clone()), expand(cx, b.clone()));
    match (&plain_a.shape, &plain_b.shape) {
        (Shape::Any, _) => return narrowed(b, &plain_b, plain_a),
        (_, Shape::Any) => return narrowed(a, &plain_a, plain_b),
        _ => {}
    }
    let nullable = plain_a.nullable && plain_b.nullable;
    let mut found = Found {
        nullable,
        shape: Shape::Any,
        asserts: [plain_a.asserts.clone(), plain_b.asserts.clone()].concat(),
        origin: pointer.clone(),
    };
    let mut meeting = Meeting { pointer, a: &plain_a, b: &plain_b, found: &mut found };
    match meeting.shape(cx) {
        Some(shape) => found.shape = shape,
        None if nullable => found.shape = Shape::Null,
        None => {
            let spans = [&plain_a, &plain_b].map(|part| cx.node(&part.origin).map(|node| node.span));
            let at = spans[1].or(spans[0]).unwrap_or(cx.spec.document.root().span);
            cx.unsatisfiable(at, "it has to be of two types at once", spans[0].filter(|first| *first != at));
            found.nullable = true;
            found.assert(&plain_a.origin, &[]);
            found.assert(&plain_b.origin, &[]);
        }
    }
    found
}

fn narrowed(whole: Found, plain: &Found, asserting: Found) -> Found {
    let nullable = plain.nullable && asserting.nullable;
    let mut whole = whole;
    whole.asserts.extend(asserting.asserts);
    whole.nullable = whole.nullable && nullable;
    whole
}

fn nothing_said(cx: &mut Context<'_, '_>, found: &Found) -> bool {
    found.is_anything() || (matches!(found.shape, Shape::Ref(_)) && expand(cx, found.clone()).is_anything())
}

/// What is found behind references.
pub(super) fn expand(cx: &mut Context<'_, '_>, found: Found) -> Found {
    let mut found = found;
    for _ in 0..64 {
        let Shape::Ref(id) = found.shape else { break };
        let Some(schema) = cx.force(id) else {
            // It is made of itself; `check` has said so.
            return Found { shape: Shape::Any, ..found };
        };
        found.nullable |= schema.nullable;
        found.asserts.extend(schema.also.iter().map(|id| Assert::Known(*id)));
        found.origin = schema.pointer.clone();
        found.shape = schema.shape.clone();
    }
    found
}

struct Meeting<'m> {
    pointer: &'m Pointer,
    a: &'m Found,
    b: &'m Found,
    found: &'m mut Found,
}

impl Meeting<'_> {
    /// The shape of values that are both; nothing when there are none.
    fn shape(&mut self, cx: &mut Context<'_, '_>) -> Option<Shape> {
        let (a, b) = (self.a, self.b);
        Some(match (&a.shape, &b.shape) {
            (Shape::Null, _) if b.nullable => Shape::Null,
            (_, Shape::Null) if a.nullable => Shape::Null,
            (Shape::Bool(x), Shape::Bool(y)) => Shape::Bool(x.clone().or_else(|| y.clone())),
            (Shape::Integer(x), Shape::Integer(y)) => Shape::Integer(self.integers(x, y)),
            (Shape::Integer(x), Shape::Number(y)) => Shape::Integer(self.integers(x, &whole(y))),
            (Shape::Number(x), Shape::Integer(y)) => Shape::Integer(self.integers(&whole(x), y)),
            (Shape::Number(x), Shape::Number(y)) => {
                let both = self.integers(&whole(x), &whole(y));
                let IntegerShape { minimum, maximum, multiple_of, .. } = both;
                Shape::Number(NumberShape {
                    minimum,
                    maximum,
                    multiple_of,
                    format: x.format.clone().or_else(|| y.format.clone()),
                })
            }
            (Shape::String(x), Shape::String(y)) => Shape::String(self.strings(x, y)),
            (Shape::Enum(x), Shape::Enum(y)) => Shape::Enum(enums(x, y)?),
            (Shape::Enum(x), Shape::String(_) | Shape::Integer(_) | Shape::Number(_)) => {
                self.listed(x, &b.shape, &b.origin.clone())?
            }
            (Shape::String(_) | Shape::Integer(_) | Shape::Number(_), Shape::Enum(y)) => {
                self.listed(y, &a.shape, &a.origin.clone())?
            }
            (Shape::Array(x), Shape::Array(y)) => Shape::Array(self.arrays(cx, x, y)),
            (Shape::Tuple(_), Shape::Tuple(_) | Shape::Array(_)) => self.first(),
            (Shape::Array(_), Shape::Tuple(_)) => self.second(),
            (Shape::Object(_) | Shape::Map(_), Shape::Object(_) | Shape::Map(_)) => self.objects(cx),
            (Shape::Union(x), Shape::Object(_) | Shape::Map(_)) if cx.may_distribute(x.variants.len()) => {
                self.distribute(cx, x, b)?
            }
            (Shape::Object(_) | Shape::Map(_), Shape::Union(y)) if cx.may_distribute(y.variants.len()) => {
                self.distribute(cx, y, a)?
            }
            (Shape::Union(_), _) => self.second(),
            (_, Shape::Union(_)) => self.first(),
            _ => return None,
        })
    }

    /// The first shape, with all that the second part says as a check.
    fn first(&mut self) -> Shape {
        self.found.assert(&self.b.origin, &[]);
        self.a.shape.clone()
    }

    fn second(&mut self) -> Shape {
        self.found.assert(&self.a.origin, &[]);
        self.b.shape.clone()
    }

    fn integers(&mut self, x: &IntegerShape, y: &IntegerShape) -> IntegerShape {
        if x.multiple_of.is_some() && y.multiple_of.is_some() {
            self.found.assert(&self.b.origin, &["multipleOf"]);
        }
        IntegerShape {
            minimum: stricter(&x.minimum, &y.minimum, true),
            maximum: stricter(&x.maximum, &y.maximum, false),
            multiple_of: x.multiple_of.clone().or_else(|| y.multiple_of.clone()),
            format: y.format.clone().or_else(|| x.format.clone()),
        }
    }

    fn strings(&mut self, x: &StringShape, y: &StringShape) -> StringShape {
        let same_pattern = |x: &StringShape| x.pattern.as_ref().map(|p| p.source.clone());
        if x.pattern.is_some() && y.pattern.is_some() && same_pattern(x) != same_pattern(y) {
            self.found.assert(&self.b.origin, &["pattern"]);
        }
        let format = |x: &StringShape| x.format.as_ref().map(|f| f.value.clone());
        if x.format.is_some() && y.format.is_some() && format(x) != format(y) {
            self.found.assert(&self.b.origin, &["format"]);
        }
        StringShape {
            min_length: larger(&x.min_length, &y.min_length),
            max_length: smaller(&x.max_length, &y.max_length),
            pattern: x.pattern.clone().or_else(|| y.pattern.clone()),
            format: x.format.clone().or_else(|| y.format.clone()),
        }
    }

    /// Listed values that are of a type, too; its limits are checked.
    fn listed(&mut self, listed: &EnumShape, kind: &Shape, limits: &Pointer) -> Option<Shape> {
        let text = matches!(kind, Shape::String(_));
        let fits = |json: &str| text == json.starts_with('"') && !matches!(json, "true" | "false");
        let values: Vec<_> = listed.values.iter().filter(|value| fits(&value.json)).cloned().collect();
        let free = match kind {
            Shape::String(StringShape { min_length: None, max_length: None, pattern: None, .. }) => true,
            Shape::Integer(shape) => shape.minimum.is_none() && shape.maximum.is_none() && shape.multiple_of.is_none(),
            Shape::Number(shape) => shape.minimum.is_none() && shape.maximum.is_none() && shape.multiple_of.is_none(),
            _ => false,
        };
        if !free {
            self.found.assert(limits, &[]);
        }
        (!values.is_empty()).then_some(Shape::Enum(EnumShape { values, open: listed.open }))
    }

    fn arrays(&mut self, cx: &mut Context<'_, '_>, x: &ArrayShape, y: &ArrayShape) -> ArrayShape {
        ArrayShape {
            items: cx.meet_at(&self.pointer.child("items"), &[x.items, y.items]),
            min: larger(&x.min, &y.min),
            max: smaller(&x.max, &y.max),
            unique: x.unique.or(y.unique),
        }
    }

    /// A union of objects and an object: each variant is both.
    fn distribute(&mut self, cx: &mut Context<'_, '_>, union: &UnionShape, object: &Found) -> Option<Shape> {
        let base = compose::hold(cx, &self.pointer.child("base"), Found { nullable: false, ..object.clone() });
        let variants = union.variants.iter().enumerate().filter_map(|(index, variant)| {
            let place = self.pointer.child(index);
            let target = expand(cx, compose::refer(&place, variant.schema));
            let fits = matches!(target.shape, Shape::Object(_) | Shape::Map(_) | Shape::Union(_) | Shape::Any);
            fits.then(|| VariantShape { schema: cx.meet_at(&place, &[base, variant.schema]), ..variant.clone() })
        });
        let variants: Vec<VariantShape> = variants.collect();
        match variants.len() {
            0 => None,
            1 => variants.into_iter().next().map(|only| Shape::Ref(only.schema)),
            _ => Some(Shape::Union(UnionShape { variants, ..union.clone() })),
        }
    }

    fn objects(&mut self, cx: &mut Context<'_, '_>) -> Shape {
        let (x, y) = (as_object(&self.a.shape), as_object(&self.b.shape));
        let mut properties = x.properties.clone();
        for property in &y.properties {
            match properties.iter_mut().find(|known| known.name == property.name) {
                Some(known) => self.property(cx, known, property),
                None => properties.push(property.clone()),
            }
        }
        let of = |x: &ObjectShape| x.properties.iter().map(|p| p.name.clone()).collect::<Vec<_>>();
        let (only_x, only_y) = (missing(&of(&x), &of(&y)), missing(&of(&y), &of(&x)));
        // Members of the other part are additional ones to a part that does not name them.
        for (part, shape, others) in [(self.a, &x, only_y), (self.b, &y, only_x)] {
            if others && !matches!(shape.additional, Additional::Any) {
                self.found.assert(&part.origin, &["properties", "patternProperties", "additionalProperties"]);
            }
        }
        let additional = match (&x.additional, &y.additional) {
            (Additional::None, Additional::None) if !only_x && !only_y => Additional::None,
            (Additional::None, Additional::Any) if !only_y => Additional::None,
            (Additional::Any, Additional::None) if !only_x => Additional::None,
            (Additional::Schema(x), Additional::Any) | (Additional::Any, Additional::Schema(x)) => {
                Additional::Schema(*x)
            }
            (Additional::Schema(x), Additional::Schema(y)) => {
                Additional::Schema(cx.meet_at(&self.pointer.child("additionalProperties"), &[*x, *y]))
            }
            _ => Additional::Any,
        };
        let counts = |shape: &Shape| match shape {
            Shape::Map(map) => (map.min.clone(), map.max.clone()),
            _ => (None, None),
        };
        let ((min_x, max_x), (min_y, max_y)) = (counts(&self.a.shape), counts(&self.b.shape));
        let (min, max) = (larger(&min_x, &min_y), smaller(&max_x, &max_y));
        let rules = [x.rules, y.rules].concat();
        if properties.is_empty() && rules.is_empty() && !matches!(additional, Additional::None) {
            let values = match additional {
                Additional::Schema(values) => values,
                Additional::Any | Additional::None => cx.any_at(&self.pointer.child("any")),
            };
            return Shape::Map(MapShape { values, min, max });
        }
        for part in [self.a, self.b] {
            if matches!(&part.shape, Shape::Map(map) if map.min.is_some() || map.max.is_some()) {
                self.found.assert(&part.origin, &["minProperties", "maxProperties"]);
            }
        }
        let xml_declarations = [x.xml_declarations, y.xml_declarations].concat();
        Shape::Object(ObjectShape { properties, additional, rules, xml_declarations })
    }

    /// A member that both parts describe is both.
    fn property(&self, cx: &mut Context<'_, '_>, known: &mut Property, other: &Property) {
        known.required |= other.required;
        known.credential |= other.credential;
        known.idempotency_key |= other.idempotency_key;
        known.rust_name = known.rust_name.take().or_else(|| other.rust_name.clone());
        if known.schema != other.schema && cx.target(known.schema) != cx.target(other.schema) {
            let place = self.pointer.child("properties").child(&known.name);
            known.schema = cx.meet_at(&place, &[known.schema, other.schema]);
        }
    }
}

/// Whether `names` has one that `known` lacks.
fn missing(names: &[String], known: &[String]) -> bool {
    names.iter().any(|name| !known.contains(name))
}

/// A map as an object without members of its own.
fn as_object(shape: &Shape) -> ObjectShape {
    match shape {
        Shape::Object(object) => object.clone(),
        Shape::Map(map) => ObjectShape { additional: Additional::Schema(map.values), ..object::open() },
        _ => object::open(),
    }
}

fn whole(number: &NumberShape) -> IntegerShape {
    let NumberShape { minimum, maximum, multiple_of, format: _ } = number.clone();
    IntegerShape { minimum, maximum, multiple_of, format: None }
}

/// The values that both list.
fn enums(x: &EnumShape, y: &EnumShape) -> Option<EnumShape> {
    let values: Vec<_> =
        x.values.iter().filter(|value| y.open || y.values.iter().any(|v| v.json == value.json)).cloned().collect();
    (!values.is_empty()).then_some(EnumShape { values, open: x.open && y.open })
}

/// Of two limits the one that leaves less.
fn stricter(x: &Option<Bound>, y: &Option<Bound>, lower: bool) -> Option<Bound> {
    let (Some(first), Some(second)) = (x, y) else { return x.clone().or_else(|| y.clone()) };
    let (Some(a), Some(b)) = (Decimal::parse(&first.digits), Decimal::parse(&second.digits)) else {
        return Some(first.clone());
    };
    let second_wins = match a.cmp(&b) {
        std::cmp::Ordering::Less => lower,
        std::cmp::Ordering::Greater => !lower,
        std::cmp::Ordering::Equal => second.exclusive,
    };
    Some(if second_wins { second.clone() } else { first.clone() })
}

fn larger(x: &Option<Located<u64>>, y: &Option<Located<u64>>) -> Option<Located<u64>> {
    x.iter().chain(y).max_by_key(|limit| limit.value).cloned()
}

fn smaller(x: &Option<Located<u64>>, y: &Option<Located<u64>>) -> Option<Located<u64>> {
    x.iter().chain(y).min_by_key(|limit| limit.value).cloned()
}
