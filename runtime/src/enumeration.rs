//! Enums of listed values: a line for each value is all that a generated enum says of them.

/// What an enum of texts is read, written and shown by.
///
/// `text_enum! { State; "open" => Open, }`; with `State, Other;` a text that is not listed is kept in that variant.
#[macro_export]
macro_rules! text_enum {
    ($name:ident; $($wire:literal => $variant:ident,)*) => {
        impl $name {
            /// Every value that the spec lists.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            const NAMES: &'static [&'static str] = &[$($wire),*];

            /// The value on the wire.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $wire,)*
                }
            }
        }

        impl $crate::Decode for $name {
            fn decode(r: &mut $crate::json::Reader<'_>) -> ::core::result::Result<Self, $crate::DecodeError> {
                $crate::codec::closed_enum(r, Self::NAMES, Self::ALL)
            }
        }

        $crate::text_enum!(@shown $name);
    };
    ($name:ident, $other:ident; $($wire:literal => $variant:ident,)*) => {
        impl $name {
            /// Every value that the spec lists.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            const NAMES: &'static [&'static str] = &[$($wire),*];

            /// The value on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::$other(text) => text,
                }
            }
        }

        impl $crate::Decode for $name {
            fn decode(r: &mut $crate::json::Reader<'_>) -> ::core::result::Result<Self, $crate::DecodeError> {
                $crate::codec::open_enum(r, Self::NAMES, Self::ALL, Self::$other)
            }
        }

        impl ::core::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                $crate::codec::listed(text, Self::NAMES, Self::ALL).unwrap_or_else(|| Self::$other(text.to_owned()))
            }
        }

        $crate::text_enum!(@shown $name);
    };
    (@shown $name:ident) => {
        impl $crate::Encode for $name {
            fn encode(&self, w: &mut $crate::json::Writer<'_>) {
                w.string(self.as_str());
            }
        }

        impl $crate::Validate for $name {
            #[cfg(not(debug_assertions))]
            fn passes(&self, rule: &$crate::check::Rule) -> bool {
                $crate::check::otherwise(self, rule)
            }
        }

        impl ::core::cmp::Eq for $name {}

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

/// What an enum of numbers, or of values of several types, is read and written by; values are JSON texts.
///
/// `value_enum! { Mixed; "1" => One, }`; with `Mixed, Other;` a value that is not listed is kept in that variant, and
/// with `Mixed as i64;` all are numbers.
#[macro_export]
macro_rules! value_enum {
    ($name:ident as i64; $($json:literal => $variant:ident = $number:literal,)*) => {
        impl $name {
            /// The number on the wire.
            pub fn as_i64(self) -> i64 {
                match self {
                    $(Self::$variant => $number,)*
                }
            }
        }

        $crate::value_enum! { $name; $($json => $variant,)* }
    };
    ($name:ident; $($json:literal => $variant:ident,)*) => {
        impl $name {
            /// Every value that the spec lists.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            const VALUES: &'static [&'static str] = &[$($json),*];
        }

        impl $crate::Decode for $name {
            fn decode(r: &mut $crate::json::Reader<'_>) -> ::core::result::Result<Self, $crate::DecodeError> {
                $crate::codec::closed_values(r, Self::VALUES, Self::ALL)
            }
        }

        impl $crate::Encode for $name {
            fn encode(&self, w: &mut $crate::json::Writer<'_>) {
                w.literal(match self {
                    $(Self::$variant => $json,)*
                });
            }
        }

        impl ::core::cmp::Eq for $name {}

        $crate::value_enum!(@valid $name);
    };
    ($name:ident, $other:ident; $($json:literal => $variant:ident,)*) => {
        impl $name {
            /// Every value that the spec lists.
            pub fn all() -> Vec<Self> {
                vec![$(Self::$variant),*]
            }

            const VALUES: &'static [&'static str] = &[$($json),*];
        }

        impl $crate::Decode for $name {
            fn decode(r: &mut $crate::json::Reader<'_>) -> ::core::result::Result<Self, $crate::DecodeError> {
                $crate::codec::open_values(r, Self::VALUES, &Self::all(), Self::$other)
            }
        }

        impl $crate::Encode for $name {
            fn encode(&self, w: &mut $crate::json::Writer<'_>) {
                w.literal(match self {
                    $(Self::$variant => $json,)*
                    Self::$other(value) => return value.encode(w),
                });
            }
        }

        $crate::value_enum!(@valid $name);
    };
    (@valid $name:ident) => {
        impl $crate::Validate for $name {
            #[cfg(not(debug_assertions))]
            fn passes(&self, rule: &$crate::check::Rule) -> bool {
                $crate::check::otherwise(self, rule)
            }
        }
    };
}
