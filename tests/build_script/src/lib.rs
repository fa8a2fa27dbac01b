//! A crate whose client is generated when it is built.

include!(concat!(env!("OUT_DIR"), "/api.rs"));

#[cfg(test)]
mod tests {
    use super::api;

    #[test]
    fn the_client_is_there() {
        let client = api::Client::builder().base_url("https://tides.example.com").build();
        assert!(client.is_ok());
        assert_eq!(api::Station::new("north").id, "north");
    }
}
