//! The account: what is left and what was used.

use super::*;

#[tokio::test]
async fn the_balance_falls_with_what_is_charged() {
    let stage = Stage::set().await;
    let organization = async || -> Value { stage.get("/v1/organization").await.json().await.unwrap() };
    let fresh = organization().await;
    assert_eq!(fresh["creditBalance"], 1_000_000);
    let gen45 = &fresh["tier"]["models"]["gen4.5"];
    assert_eq!(*gen45, json!({ "maxConcurrentGenerations": 5, "maxDailyGenerations": 1000 }));
    assert_eq!(fresh["tier"]["maxMonthlyCreditSpend"], 1_000_000);

    for prompt in ["a red fox", "sim:moderated", "sim:fail", "sim:late-moderated"] {
        stage.task(prompt).await;
    }
    assert_eq!(organization().await["creditBalance"], 1_000_000);
    stage.pass(TYPICAL_MS);
    let used = organization().await;
    assert_eq!(used["creditBalance"], 1_000_000 - 24 - 24);
    assert_eq!(used["usage"]["models"]["gen4.5"], json!({ "dailyGenerations": 4 }));
    stage.pass(24 * 3_600_000);
    assert_eq!(organization().await["usage"]["models"]["gen4.5"], json!({ "dailyGenerations": 0 }));
}
