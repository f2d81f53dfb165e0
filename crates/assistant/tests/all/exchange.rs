//! What goes over the wire, and when nothing does.

use crate::server::{SILENCE, Server, completion, http};
use assistant::{
    Client, Dialect, Failure, Pace, Permit, Refusal, Request, SecretString, Setup,
    classify::{self, Category, Merchant, Way},
};
use std::time::{Duration, Instant};

const PACE: Pace = Pace {
    connect: Duration::from_secs(1),
    whole: Duration::from_secs(3),
    pause: Duration::from_millis(5),
};

fn permit(address: &str) -> Permit {
    let setup = Setup { enabled: true, offline_only: true, base_url: address, model: "small" };
    let consent = Permit::to_ask(&setup).unwrap().consent();
    Permit::to_send(&setup, &consent).unwrap()
}

fn request(dialect: Dialect) -> Request {
    let categories = [Category { name: "Food > \"Snäcks\" & Co \u{1F354}".into(), income: false }];
    let merchants = [Merchant { text: "Café \\ \"Zur Post\"".into(), direction: Way::Out }];
    classify::request("small", dialect, &categories, &merchants)
}

fn good() -> Vec<u8> {
    completion(r#"{"m01":"c001"}"#)
}

#[tokio::test]
async fn what_is_shown_is_what_is_sent() {
    for dialect in [Dialect::Common, Dialect::OpenAi] {
        let server = Server::start(vec![good()]);
        let request = request(dialect);
        let key = SecretString::from("sk-test-123");
        let client = Client::new(&permit(&server.address), Some(&key), PACE).unwrap();
        let reply = client.send(&request).await.unwrap().unwrap();
        assert_eq!((reply.usage.tokens_in, reply.usage.tokens_out), (120, 9));

        let [seen] = server.seen().try_into().unwrap();
        assert_eq!(String::from_utf8(seen.body).unwrap(), request.body());
        let mut lines = seen.head.lines();
        assert_eq!(lines.next(), Some("POST /v1/chat/completions HTTP/1.1"));
        let mut names: Vec<&str> = lines.map(|line| line.split(':').next().unwrap()).collect();
        names.sort_unstable();
        assert_eq!(names, ["accept", "authorization", "content-length", "content-type", "host"]);
        assert!(seen.head.contains("authorization: bearer sk-test-123"));
    }
}

/// Whatever the provider counts by, the request says what OpenAI's documentation asks for.
#[test]
fn the_dialects_differ_in_two_words() {
    let body =
        |dialect| serde_json::from_str::<serde_json::Value>(request(dialect).body()).unwrap();
    let (openai, common) = (body(Dialect::OpenAi), body(Dialect::Common));
    assert_eq!(openai["max_completion_tokens"], common["max_tokens"]);
    assert!(openai.get("temperature").is_none() && openai.get("max_tokens").is_none());
    assert_eq!(common["temperature"], 0);
    for body in [openai, common] {
        let schema = &body["response_format"]["json_schema"];
        assert_eq!(schema["strict"], true);
        assert_eq!(schema["schema"]["additionalProperties"], false);
        assert_eq!(schema["schema"]["required"], serde_json::json!(["m01"]));
        assert_eq!(schema["schema"]["$defs"]["out"]["enum"], serde_json::json!(["c001"]));
    }
}

#[tokio::test]
async fn a_busy_server_is_tried_three_times_at_most() {
    let busy = || http("429 Too Many Requests", b"{}");
    let fault = || http("500 Internal Server Error", b"");
    let try_with = async |scripts: Vec<Vec<u8>>| {
        let server = Server::start(scripts);
        let client = Client::new(&permit(&server.address), None, PACE).unwrap();
        let outcome = client.send(&request(Dialect::Common)).await.unwrap();
        (outcome.map(|_| ()), server.seen().len())
    };
    assert_eq!(try_with(vec![busy(), good()]).await, (Ok(()), 2));
    assert_eq!(try_with(vec![busy(), fault(), good()]).await, (Ok(()), 3));
    assert_eq!(try_with(vec![fault()]).await, (Err(Failure::ServerFault), 3));
    for stop in ["400 Bad", "401 No", "403 No", "404 Gone", "302 There"] {
        assert_eq!(try_with(vec![http(stop, b"{}"), good()]).await.1, 1, "{stop}");
    }
}

/// async-openai by itself waits as long as the server says.
#[tokio::test]
async fn no_server_decides_how_long_we_wait() {
    let later = b"HTTP/1.1 429 Later\r\nretry-after: 86400\r\ncontent-length: 0\r\n\r\n".to_vec();
    let server = Server::start(vec![later]);
    let begun = Instant::now();
    let client = Client::new(&permit(&server.address), None, PACE).unwrap();
    let outcome = client.send(&request(Dialect::Common)).await.unwrap();
    assert_eq!(outcome.unwrap_err(), Failure::Busy);
    assert!(begun.elapsed() < PACE.whole);

    let server = Server::start(vec![SILENCE.into()]);
    let begun = Instant::now();
    let client = Client::new(&permit(&server.address), None, PACE).unwrap();
    assert_eq!(
        client.send(&request(Dialect::Common)).await.unwrap().unwrap_err(),
        Failure::TimedOut
    );
    assert!(begun.elapsed() < PACE.whole * 2);
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn a_permit_to_ask_sends_nothing() {
    let server = Server::start(vec![good()]);
    let setup =
        Setup { enabled: true, offline_only: true, base_url: &server.address, model: "small" };
    let client = Client::new(&Permit::to_ask(&setup).unwrap(), None, PACE).unwrap();
    assert_eq!(client.send(&request(Dialect::Common)).await.unwrap_err(), Refusal::NoConsent);
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn models_are_listed_as_far_as_they_are_names() {
    let list = br#"{"object":"list","data":[{"id":"b:7b"},{"id":"a/b","object":"model"},
        {"id":"b:7b"},{"id":""},{"id":"two words"},{"id":"\u202eevil"},{"id":"<b>bold</b>"}]}"#;
    let server = Server::start(vec![http("200 OK", list), http("200 OK", b"{\"data\":{}}")]);
    let client = Client::new(&permit(&server.address), None, PACE).unwrap();
    assert_eq!(client.models().await.unwrap(), ["<b>bold</b>", "a/b", "b:7b"]);
    assert_eq!(client.models().await.unwrap_err(), Failure::NotUnderstood);
    let [first, _] = server.seen().try_into().unwrap();
    assert!(first.head.starts_with("GET /v1/models HTTP/1.1"));
    assert!(!first.head.contains("authorization") && first.body.is_empty());
}

/// No proxy, key, organisation or address of the environment is taken: the test runs itself again
/// with all of them set.
#[tokio::test]
async fn the_environment_changes_nothing() {
    const AGAIN: &str = "ASSISTANT_TEST_AGAIN";
    if std::env::var_os(AGAIN).is_some() {
        let server = Server::start(vec![good()]);
        let client = Client::new(&permit(&server.address), None, PACE).unwrap();
        client.send(&request(Dialect::Common)).await.unwrap().unwrap();
        let [seen] = server.seen().try_into().unwrap();
        assert!(seen.head.starts_with("POST /v1/chat/completions"));
        assert!(!seen.head.contains("evil") && !seen.head.contains("authorization"));
        return;
    }
    let proxy = "http://127.0.0.1:9/evil";
    let again = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "exchange::the_environment_changes_nothing"])
        .env(AGAIN, "1")
        .envs(
            ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"]
                .map(|name| (name, proxy)),
        )
        .envs(
            [
                "OPENAI_BASE_URL",
                "OPENAI_API_KEY",
                "OPENAI_ADMIN_KEY",
                "OPENAI_ORG_ID",
                "OPENAI_PROJECT_ID",
            ]
            .map(|name| (name, "evil")),
        )
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&again.stdout);
    assert!(again.status.success() && told.contains("1 passed"), "{told}");
}

#[tokio::test]
async fn a_key_that_no_header_can_hold_is_told() {
    let permit = permit("http://127.0.0.1:9/v1");
    let key = SecretString::from("sk\r\nhost: evil.example");
    assert_eq!(Client::new(&permit, Some(&key), PACE).err(), Some(Failure::Denied));
}

#[tokio::test]
async fn nobody_there_is_told() {
    let client = Client::new(&permit("http://127.0.0.1:9/v1"), None, PACE).unwrap();
    assert_eq!(client.models().await.unwrap_err(), Failure::Unreachable);
}
