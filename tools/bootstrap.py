"""Runs `local bootstrap` on the tables of a deployment: `bootstrap.py PROGRAM STAGE [ARGUMENT ...]`. The prefix of the tables
and the region are those of samconfig.toml, and the credentials are found as the AWS tools find them (a profile, SSO, ...): the
program itself reads them from the environment only."""

import os
import subprocess
import sys
from pathlib import Path

import boto3
import tomlkit

SAMCONFIG = Path(__file__).resolve().parent.parent / "samconfig.toml"


def deployment(stage: str) -> tuple[str, str]:
    config = tomlkit.parse(SAMCONFIG.read_text())
    if stage not in config or "deploy" not in config[stage]:
        sys.exit(f"samconfig.toml deploys no stage {stage!r}.")
    deploy = config[stage]["deploy"]["parameters"]
    overrides = dict(override.split("=", 1) for override in deploy["parameter_overrides"])
    return overrides["TablePrefix"], deploy["region"]


def main(program: str, stage: str, arguments: list[str]) -> int:
    prefix, region = deployment(stage)
    credentials = boto3.Session().get_credentials()
    if credentials is None:
        sys.exit("This needs AWS credentials (AWS_PROFILE, AWS_ACCESS_KEY_ID ... or an SSO login), and there are none.")
    frozen = credentials.get_frozen_credentials()
    environment = os.environ | {
        "AWS_ACCESS_KEY_ID": frozen.access_key,
        "AWS_SECRET_ACCESS_KEY": frozen.secret_key,
        "AWS_REGION": os.environ.get("AWS_REGION", region),
    }
    if frozen.token:
        environment["AWS_SESSION_TOKEN"] = frozen.token
    command = [program, "bootstrap", "--table-prefix", prefix, *arguments]
    return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
