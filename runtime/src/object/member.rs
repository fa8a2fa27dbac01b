//! Members of objects: a line for each is all that a generated struct says of them.

use crate::check::Rule;
use crate::codec::{Accepts, Decode, Slot};
use crate::json::{DecodeError, Reader};

/// A member that an object declares, by its name on the wire.
#[derive(Clone, Copy, Debug)]
pub enum Member {
    /// It must be there when it is read, and is always written.
    Required(&'static str, Check),
    /// It may be absent.
    Optional(&'static str, Check),
    /// The client writes the credential that it holds under the second name; what is read is forgotten.
    Credential(&'static str, &'static str),
}

/// What a member is checked against.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// Every value of its type is valid.
    Nothing,
    /// What its type knows by itself.
    Own,
    By(&'static Rule),
    /// Every value is valid, and there are other spellings on the wire.
    Spelled(&'static Accepts),
}

impl Member {
    /// The name on the wire.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Required(name, _) | Self::Optional(name, _) | Self::Credential(name, _) => name,
        }
    }

    /// Whether it must be there.
    pub const fn is_required(&self) -> bool {
        matches!(self, Self::Required(..))
    }

    /// What its values are checked against.
    pub const fn check(&self) -> Check {
        match self {
            Self::Required(_, check) | Self::Optional(_, check) => *check,
            Self::Credential(..) => Check::Nothing,
        }
    }

    /// Whether a struct has a field for it.
    pub const fn is_field(&self) -> bool {
        !matches!(self, Self::Credential(..))
    }
}

/// Each member with its value, if it has a field.
pub fn pairs<'v, V: Copy>(members: &'v [Member], values: &'v [V]) -> impl Iterator<Item = (&'v Member, Option<V>)> {
    let mut values = values.iter().copied();
    members.iter().map(move |member| (member, if member.is_field() { values.next() } else { None }))
}

/// The member of this name; `hint` is where it stands if members come in their order.
pub fn position(members: &[Member], name: &str, hint: usize) -> Option<usize> {
    match members.get(hint) {
        Some(member) if member.name() == name => Some(hint),
        _ => members.iter().position(|member| member.name() == name),
    }
}

/// A field of a struct that is being read, where the struct has no blank value.
#[derive(Debug)]
pub struct Held<T>(pub Option<T>);

impl<T: Decode> Slot for Held<T> {
    fn fill(&mut self, reader: &mut Reader<'_>, required: bool) -> Result<(), DecodeError> {
        self.0 = Some(if required { T::decode(reader)? } else { T::member(reader)? });
        Ok(())
    }

    fn accepts_null(&self, required: bool) -> bool {
        if required { T::NULLABLE } else { T::NULLABLE_MEMBER }
    }

    fn leave_out(&mut self) {
        self.0 = T::absent();
    }
}

/// What a generated struct is read, written, checked, compared and shown by: a line for each member.
///
/// `object! { Pet: blank, places::PET, [extra]; Required("name", Nothing) => name, }`. It is read into its
/// [`Blank`](crate::codec::Blank) value; with `default` into its `Default`, in which every member is absent; with `held`
/// into room beside it, for a struct that has neither. Credentials have no field. Behind the field for members that are
/// not declared, in brackets, stands what else a [`Table`](crate::object::Table) says.
#[macro_export]
macro_rules! object {
    ($object:ident: $made:ident, $place:expr, [$($extra:ident)?] $(.$more:ident($($with:tt)*))*;
        $($member:expr $(=> $field:ident)?,)*) => {
        impl $object {
            const TABLE: &'static $crate::object::Table = {
                use $crate::object::{Check::*, Member::*, Others};
                static TABLE: $crate::object::Table =
                    $crate::object::Table::new(&[$($member),*], $place)$(.$more($($with)*))*;
                &TABLE
            };
        }

        impl $crate::Encode for $object {
            fn parts(&self, with: $crate::object::Parts<'_>) {
                with(Self::TABLE, &[$($(&self.$field,)?)*], &($(self.$extra)?));
            }
        }

        impl $crate::Validate for $object {
            // Where nothing is optimised, all members in a row would take longer to compile than they save.
            #[cfg(not(debug_assertions))]
            #[inline]
            fn passes(&self, rule: &$crate::check::Rule) -> bool {
                use $crate::object::{Check::*, Member::*};
                if rule.also.is_some() || !$crate::object::is_told_by_members(Self::TABLE, &($(self.$extra)?)) {
                    return $crate::check::judged(self, rule);
                }
                true $($(&& $crate::check::member(&self.$field, &$member))?)*
            }
        }

        $crate::object! { @$made $object [$($extra)?] $($($field)?)* }

        impl ::core::cmp::PartialEq for $object {
            fn eq(&self, other: &Self) -> bool {
                true $($(&& self.$field == other.$field)?)* $(&& self.$extra == other.$extra)?
            }
        }

        impl ::core::fmt::Debug for $object {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::object::debug(self, ::core::stringify!($object), f)
            }
        }
    };
    (@blank $object:ident [$($extra:ident)?] $($field:ident)*) => {
        $crate::blank!($object = Self {
            $($field: $crate::codec::Blank::BLANK,)*
            $($extra: $crate::codec::Blank::BLANK,)?
        });

        $crate::object! { @into <Self as $crate::codec::Blank>::BLANK, $object [$($extra)?] $($field)* }
    };
    (@default $object:ident [$($extra:ident)?] $($field:ident)*) => {
        $crate::object! { @into <Self as ::core::default::Default>::default(), $object [$($extra)?] $($field)* }
    };
    (@held $object:ident [$($extra:ident)?] $($field:ident)*) => {
        impl $crate::Decode for $object {
            fn decode(r: &mut $crate::json::Reader<'_>) -> ::core::result::Result<Self, $crate::DecodeError> {
                $(let mut $field = $crate::object::Held(None);)*
                $(let mut $extra = $crate::Map::new();)?
                r.fields(Self::TABLE.members, &mut [$(&mut $field),*], &mut ($($extra)?))?;
                match ($($field.0,)*) {
                    ($(Some($field),)*) => Ok(Self { $($field,)* $($extra)? }),
                    _ => Err(r.error("every required member", "fewer")),
                }
            }
        }
    };
    (@into $start:expr, $object:ident [$($extra:ident)?] $($field:ident)*) => {
        impl $crate::Decode for $object {
            fn decode(r: &mut $crate::json::Reader<'_>) -> ::core::result::Result<Self, $crate::DecodeError> {
                let mut this = $start;
                r.fields(Self::TABLE.members, &mut [$(&mut this.$field),*], &mut ($(this.$extra)?))?;
                Ok(this)
            }
        }
    };
}
