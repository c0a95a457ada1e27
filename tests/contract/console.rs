//! docs/API.md, The console: it is served by the API itself, and is told where files are.

use aws_credential_types::Credentials;
use aws_sdk_s3::config::{BehaviorVersion, Region};
use contract_tests::{Issuer, Setup, World};
use domain::Timestamp;
use files::Files;
use local::Template;
use reqwest::Response;
use serde_json::{Value, json};

/// Without a key, as a browser does.
async fn read(world: &World, method: &str, path: &str) -> Response {
    world.stranger().outside(method, &format!("{}{path}", world.stack.ready.api)).send().await.unwrap()
}

fn policy(answer: &Response) -> Vec<String> {
    let policy = answer.headers()["content-security-policy"].to_str().unwrap();
    policy.split("; ").map(str::to_owned).collect()
}

#[tokio::test]
async fn the_console_is_on_the_stack_and_may_reach_its_files() {
    let world = World::new().await;
    let files = &world.stack.ready.aws["s3"];
    let simulator = world.stack.ready.simulators["heygen"].trim_end_matches("/heygen");
    for path in ["/console", "/console/", "/console/jobs/7"] {
        let page = read(&world, "GET", path).await;
        // 503 where this source tree has no console that was built.
        assert!([200, 503].contains(&page.status().as_u16()), "{path}: {page:?}");
        assert_eq!(page.headers()["content-type"], "text/html; charset=utf-8");
        let policy = policy(&page);
        for expected in [
            "default-src 'none'".to_owned(),
            format!("img-src 'self' blob: data: {files} {simulator}"),
            format!("media-src 'self' blob: {files} {simulator}"),
            format!("connect-src 'self' {files}"),
        ] {
            assert!(policy.contains(&expected), "{policy:?}");
        }
    }
    for (method, path, status) in [
        ("GET", "/console/assets/nothing.js", 404),
        ("GET", "/console/../template.yaml", 404),
        ("GET", "/console/%2e%2e%2fpackage.json", 404),
        ("GET", "/console/..%2f..%2fCargo.toml", 404),
        ("POST", "/console/jobs/7", 405),
        ("HEAD", "/console", 405),
        ("HEAD", "/docs", 405),
    ] {
        assert_eq!(read(&world, method, path).await.status().as_u16(), status, "{method} {path}");
    }
    let config: Value = read(&world, "GET", "/console/config.json").await.json().await.unwrap();
    assert_eq!(config, json!({"issuer": null, "client_id": null, "scopes": null, "audience": null}));
}

#[tokio::test]
async fn a_file_of_a_job_comes_from_where_the_console_may_load_it() {
    let world = World::with(Setup::by_hand()).await;
    let owner = world.client("owner");
    let accepted = owner
        .post("/creative-hub/generate/image", &json!({"prompt": "a lamp", "provider": "flux_2_pro"}))
        .await;
    let job = world.run_to_end(&owner, accepted.text("job_id")).await;
    let link = job["result_urls"][0].as_str().unwrap();
    let page = read(&world, "GET", "/console").await;
    let images = policy(&page).into_iter().find(|it| it.starts_with("img-src ")).unwrap();
    assert!(images.split(' ').any(|source| link.starts_with(&format!("{source}/"))), "{images}: {link}");
}

/// The template names the bucket's regional domain, which is `BUCKET.s3.REGION.amazonaws.com`.
#[tokio::test]
async fn in_the_cloud_links_lead_to_the_regional_domain_of_the_bucket() {
    let template = Template::shipped().unwrap();
    let variables = &template.resources["Console"].properties["Environment"]["Variables"];
    assert_eq!(variables["FILES_ORIGIN"], "https://${Files.RegionalDomainName}");
    for region in ["us-east-1", "eu-central-1"] {
        let config = aws_sdk_s3::Config::builder()
            .behavior_version(BehaviorVersion::v2026_01_12())
            .region(Region::from_static(region))
            .credentials_provider(Credentials::new("a", "b", None, None, "test"));
        let files = Files::new(aws_sdk_s3::Client::from_conf(config.build()), "stack-files-1a2b".to_owned());
        let now = Timestamp::from_millis(0);
        let link = files.link("results/a.png", "a.png", now).await.unwrap().url;
        let upload = files.upload_link("uploads/a", ("image/png", 7), now, 60).await.unwrap().url;
        for url in [link, upload] {
            assert!(
                url.starts_with(&format!("https://stack-files-1a2b.s3.{region}.amazonaws.com/")),
                "{url}"
            );
        }
    }
}

#[tokio::test]
async fn the_console_may_reach_the_issuer_at_which_people_sign_in() {
    let issuer = Issuer::start().await;
    let world = issuer.world().await;
    let config: Value = read(&world, "GET", "/console/config.json").await.json().await.unwrap();
    let expected = json!({
        "issuer": issuer.address(), "client_id": "console", "scopes": "openid", "audience": null,
    });
    assert_eq!(config, expected);
    let connect = format!("connect-src 'self' {} {}", world.stack.ready.aws["s3"], issuer.address());
    let policy = policy(&read(&world, "GET", "/console").await);
    assert!(policy.contains(&connect), "{policy:?}");
}
