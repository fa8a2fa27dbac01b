//! The default transport over TLS: HTTP/2 and HTTP/1.1 as the server offers them, and no certificate on trust.

use std::sync::Arc;

use bytes::Bytes;
use generated::cro::{Client, UpdateContact};
use generated::runtime::Error;
use generated::runtime::transport::{ReqwestTransport, TransportErrorKind};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::server::TlsStream;

/// A listener on loopback, its URL, its certificate, and what accepts TLS with it.
struct Host {
    listener: TcpListener,
    url: String,
    certificate: CertificateDer<'static>,
    acceptor: TlsAcceptor,
}

async fn host(protocol: &[u8]) -> Host {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let certificate = made.cert.der().clone();
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
    let mut config =
        ServerConfig::builder().with_no_client_auth().with_single_cert(vec![certificate.clone()], key).unwrap();
    config.alpn_protocols = vec![protocol.to_vec()];
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    Host { listener, url, certificate, acceptor: TlsAcceptor::from(Arc::new(config)) }
}

async fn accept(host: &Host) -> std::io::Result<TlsStream<TcpStream>> {
    let (stream, _) = host.listener.accept().await?;
    host.acceptor.accept(stream).await
}

/// A client that trusts the certificate of the host, and no other.
fn trusting(host: &Host) -> Client {
    let certificate = reqwest::Certificate::from_der(&host.certificate).unwrap();
    let http = reqwest::Client::builder().tls_certs_only([certificate]).no_proxy().build().unwrap();
    client(host, ReqwestTransport::from(http))
}

fn client(host: &Host, transport: ReqwestTransport) -> Client {
    let builder = Client::builder().base_url(&host.url).authorization("Bearer a.b.c").tenant_id(42);
    builder.transport(transport).build().unwrap()
}

#[tokio::test]
async fn http_2_is_spoken_where_the_server_offers_it() {
    let host = host(b"h2").await;
    let client = trusting(&host);
    let call = client.update_contact(7, 1, UpdateContact::default()).send();
    let serve = async {
        let mut connection = h2::server::handshake(accept(&host).await.unwrap()).await.unwrap();
        let (request, mut respond) = connection.accept().await.unwrap().unwrap();
        let answer = http::Response::builder().header("content-type", "application/json").body(()).unwrap();
        let mut body = respond.send_response(answer, false).unwrap();
        body.send_data(Bytes::from_static(br#"{"id":1}"#), true).unwrap();
        // The connection writes while it is polled; it ends when the client drops it.
        tokio::time::timeout(std::time::Duration::from_millis(200), connection.accept()).await.ok();
        request
    };
    let (response, request) = tokio::join!(call, serve);
    assert_eq!(response.unwrap().value.id, Some(1));
    assert_eq!(request.version(), http::Version::HTTP_2);
    assert_eq!(request.headers()["x-tenant-id"], "42");
}

#[tokio::test]
async fn http_1_is_spoken_where_the_server_offers_that() {
    let host = host(b"http/1.1").await;
    let client = trusting(&host);
    let call = client.update_contact(7, 1, UpdateContact::default()).send();
    let serve = async {
        let mut stream = accept(&host).await.unwrap();
        let mut head = [0; 64];
        let read = stream.read(&mut head).await.unwrap();
        let answer = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 8\r\n\r\n{\"id\":2}";
        stream.write_all(answer.as_bytes()).await.unwrap();
        stream.flush().await.unwrap();
        String::from_utf8_lossy(&head[..read]).into_owned()
    };
    let (response, head) = tokio::join!(call, serve);
    assert_eq!(response.unwrap().value.id, Some(2));
    assert!(head.starts_with("PATCH /customers/7/contacts/1 HTTP/1.1\r\n"), "{head}");
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_refused() {
    let host = host(b"h2").await;
    let client = client(&host, ReqwestTransport::new().unwrap());
    let call = client.update_contact(7, 1, UpdateContact::default()).send();
    let (response, accepted) = tokio::join!(call, accept(&host));
    let error = response.unwrap_err();
    assert!(accepted.is_err(), "the handshake came to an end");
    let Error::Transport(error) = error else { panic!("{error:?}") };
    assert!(matches!(error.kind(), TransportErrorKind::Tls), "{error:?}");
}
