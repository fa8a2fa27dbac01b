//! Bodies of about ten kilobytes, valid, as a server would send them: what is measured, and what must allocate nothing.

use std::fmt::Write as _;

/// Orders with many limits: patterns, formats, lengths, multiples, distinct items.
pub fn orders() -> String {
    let order = |index: usize| {
        format!(
            r#"{{"code":"ABC-{index:04}","customer":"Customer {index} of Hull","email":"buyer.{index}@example.com","created":"2024-02-29T12:30:45Z","quantity":{},"price":{}.{:02},"status":"paid","tags":["new","by-phone","north"],"lines":[{{"sku":"{:06}","count":2,"note":"Left at the door","weight":1.25}},{{"sku":"{:06}","count":1,"weight":12}}]}}"#,
            index + 1,
            index * 3,
            index % 100,
            index * 17,
            index * 31
        )
    };
    let orders: Vec<String> = (0..36).map(order).collect();
    format!(r#"{{"orders":[{}]}}"#, orders.join(","))
}

/// A customer object with every member, and long lists.
pub fn customer_object() -> String {
    let ids = |prefix: &str, count: usize| {
        let all: Vec<String> = (0..count).map(|n| format!("\"{prefix}{n:024x}\"")).collect();
        all.join(",")
    };
    let material = |n: usize| format!(r#"{{"articleId":"65a1{n:020x}","budget":{}.5}}"#, n * 10);
    let material: Vec<String> = (0..60).map(material).collect();
    format!(
        r#"{{"_id":"65a1b2c3","chatId":"7","number":123,"companyId":"c1","status":{{"status":1,"createdAt":"2023-11-07T05:31:56Z","createdBy":"u1","lastModifiedAt":"2023-11-07T05:31:56.123Z","lastModifiedBy":"u2"}},"customerId":"k1","name":"Depot \u00e4 \"north\"","contact":{{"phone":"555-0100","email":"jsmith@example.com","fax":"555-0101"}},"contract":{{"startDate":"2023-11-07T05:31:56Z","endDate":"2024-11-07T05:31:56+01:00"}},"objectManagerId":"m1","material":[{}],"address":{{"street":"High Street 1","zip":"12345","city":"Hull","country":"UK"}},"location":{{"latitude":53.745,"longitude":-0.336}},"rating":2.5,"description":"{}","securityCode":"1234","key":{{"pin":[1,2,3]}},"orderDescription":"Every Monday","contactName":"J. Smith","invoiceRecipientId":"r1","invoiceCCRecipientIds":[{}],"serviceRecipient":"s1","contactIds":[{}],"tags":[{}]}}"#,
        material.join(","),
        "Two doors, one of them blue. ".repeat(40),
        ids("r", 60),
        ids("c", 60),
        ids("t", 60),
    )
}

/// A document of errors.
pub fn errors() -> String {
    let mut all = String::from(r#"{"errors":["#);
    for index in 0..55 {
        let comma = if index == 0 { "" } else { "," };
        let _ = write!(
            all,
            r#"{comma}{{"id":"e{index}","status":"422","code":"invalid","title":"The request is not valid","detail":"The attribute number {index} must be given, and it was not.","source":{{"pointer":"/data/attributes/a{index}"}}}}"#
        );
    }
    all.push_str("]}");
    all
}
