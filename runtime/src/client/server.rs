//! Which URL requests go to.
//!
//! In: the servers of a spec, values of their variables, the base URL of the caller. Out: a base URL. Guaranteed: a
//! value of a variable stays where it was put: it is no other host, no user, no query, and no way up the path.
//!
//! An operation with a server of its own uses that one, unless the client was given a base URL: then every request
//! goes there, as in tests. A relative URL of such a server is one on the host of the base URL.

use std::borrow::Cow;

use super::check_base_url;
use crate::error::BuildError;
use crate::operation::ServerInfo;

/// A server of a spec that the caller chose, with values for variables; generated types wrap it.
#[derive(Clone, Debug)]
pub struct Server {
    info: &'static ServerInfo,
    values: Values,
}

/// Values of variables, by name.
pub(super) type Values = Vec<(&'static str, String)>;

impl Server {
    pub fn new(info: &'static ServerInfo) -> Self {
        Self { info, values: Vec::new() }
    }

    /// Sets a variable; [`super::Settings::build`] judges the value.
    pub fn set(&mut self, name: &'static str, value: String) {
        self.values.retain(|(known, _)| *known != name);
        self.values.push((name, value));
    }

    pub(super) fn into_parts(self) -> (&'static ServerInfo, Values) {
        (self.info, self.values)
    }
}

/// The URL of a server with its variables filled.
pub(super) fn url(info: &ServerInfo, values: &Values) -> Result<String, BuildError> {
    let mut url = info.url.to_owned();
    for variable in info.variables {
        let given = values.iter().find(|(name, _)| *name == variable.name).map(|(_, value)| value.as_str());
        let value = given.unwrap_or(variable.default);
        let refuse = |why: &str| Err(BuildError::BaseUrl(format!("the server's variable `{}` {why}", variable.name)));
        if given.is_some() && !variable.values.is_empty() && !variable.values.contains(&value) {
            return refuse(&format!("must be one of {}", variable.values.join(", ")));
        }
        if !value.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~:/%!$'()*+,;=[]".contains(&b)) {
            return refuse("has characters that would make it another URL");
        }
        url = url.replace(&format!("{{{}}}", variable.name), value);
    }
    if url.split('/').any(|segment| matches!(segment, "." | "..")) {
        return Err(BuildError::BaseUrl("the server's URL has dot segments".to_owned()));
    }
    Ok(url)
}

/// The base URL from what the caller gave and what the spec names.
pub(super) fn base_url(
    given: Option<&str>,
    chosen: Option<&(&'static ServerInfo, Values)>,
    server: Option<&'static str>,
) -> Result<String, BuildError> {
    let from_spec = match chosen {
        Some((info, values)) => Some(Cow::Owned(url(info, values)?)),
        None => server.map(Cow::Borrowed),
    };
    let relative = |url: &str| !url.contains("://");
    match (given, from_spec) {
        (Some(given), _) => check_base_url(given),
        (None, Some(url)) if relative(&url) => Err(BuildError::BaseUrl(format!(
            "the spec's server is `{url}`, without a host: give the base URL, as in `base_url(\"https://host{url}\")`"
        ))),
        (None, Some(url)) => check_base_url(&url),
        (None, None) => Err(BuildError::BaseUrl(
            "the spec names no server: give the base URL, as in `base_url(\"https://host\")`".to_owned(),
        )),
    }
}

/// The base URL of an operation that has a server of its own.
pub(super) fn own(base: &str, info: &ServerInfo, values: &Values) -> Result<String, BuildError> {
    let known = values.iter().filter(|(name, value)| {
        let variable = info.variables.iter().find(|v| v.name == *name);
        variable.is_some_and(|v| v.values.is_empty() || v.values.contains(&value.as_str()))
    });
    let url = url(info, &known.cloned().collect())?;
    if url.contains("://") {
        return check_base_url(&url);
    }
    let host = base.find("://").map_or(0, |at| at + 3);
    let end = base[host..].find('/').map_or(base.len(), |at| host + at);
    let path = url.trim_start_matches("./").trim_start_matches('/');
    // RFC 3986 section 5.2.3: a path without a slash at its start stands beside the base URL's own.
    let start = if url.starts_with('/') { end } else { base.len() };
    check_base_url(&format!("{}/{path}", &base[..start]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::ServerVariable;

    static INFO: ServerInfo = ServerInfo {
        url: "https://{region}.example.com/{path}",
        variables: &[
            ServerVariable { name: "region", default: "eu", values: &["eu", "us"] },
            ServerVariable { name: "path", default: "v1", values: &[] },
        ],
    };

    #[test]
    fn variables_stay_where_they_are_put() {
        let with = |name, value: &str| url(&INFO, &vec![(name, value.to_owned())]);
        assert_eq!(url(&INFO, &Vec::new()).unwrap(), "https://eu.example.com/v1");
        assert_eq!(with("region", "us").unwrap(), "https://us.example.com/v1");
        assert_eq!(with("path", "a/b").unwrap(), "https://eu.example.com/a/b");
        for (name, value) in [("region", "xx"), ("path", "../a"), ("path", "a?b"), ("path", "a#b"), ("path", "u@h")] {
            assert!(with(name, value).is_err(), "{value}");
        }
    }

    #[test]
    fn relative_servers_need_a_host() {
        static RELATIVE: ServerInfo = ServerInfo { url: "/files", variables: &[] };
        assert!(base_url(None, None, Some("/v1")).unwrap_err().to_string().contains("https://host/v1"));
        assert_eq!(own("https://a.b:8/v1", &RELATIVE, &Vec::new()).unwrap(), "https://a.b:8/files");
        assert_eq!(own("https://a.b/v1", &INFO, &vec![("path", "q".to_owned())]).unwrap(), "https://eu.example.com/q");
    }
}
