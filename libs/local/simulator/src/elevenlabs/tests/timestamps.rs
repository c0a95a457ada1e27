//! `POST /v1/text-to-speech/{voice_id}/with-timestamps`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::*;

#[tokio::test]
async fn the_file_comes_with_the_time_of_every_character() {
    let stage = Stage::set().await;
    let response = stage.speak("/with-timestamps?output_format=pcm_24000", &text(FOX)).await;
    assert_eq!(response.headers()["content-type"], "application/json");
    assert_eq!(response.headers()["character-cost"], "44");
    let answer: Value = response.json().await.unwrap();
    let pcm = STANDARD.decode(answer["audio_base64"].as_str().unwrap()).unwrap();
    assert_eq!(pcm, stage.speak("?output_format=pcm_24000", &text(FOX)).await.bytes().await.unwrap());

    let alignment = &answer["alignment"];
    let characters: Vec<&str> =
        alignment["characters"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
    assert_eq!(characters.concat(), FOX);
    let starts = alignment["character_start_times_seconds"].as_array().unwrap();
    let ends = alignment["character_end_times_seconds"].as_array().unwrap();
    assert_eq!((starts.len(), ends.len()), (FOX.len(), FOX.len()));
    assert_eq!(starts[0], 0.0);
    let seconds = f64::from(u32::try_from(pcm.len()).unwrap()) / 48_000.0;
    assert!((ends.last().unwrap().as_f64().unwrap() - seconds).abs() < 0.01);
    assert_eq!(answer["normalized_alignment"], *alignment);
}

#[tokio::test]
async fn an_empty_result_has_no_alignment() {
    let stage = Stage::set().await;
    let answer: Value =
        stage.speak("/with-timestamps", &text("sim:empty-result")).await.json().await.unwrap();
    assert_eq!(answer, json!({ "audio_base64": "", "alignment": null, "normalized_alignment": null }));
}
