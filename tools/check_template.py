"""Lints what CloudFormation will really get.

`sam validate --lint` reads the SAM short form, where many rules see nothing (a queue's visibility
against its function's timeout, the values of a function's properties). This expands template.yaml
into plain CloudFormation, lints that, and checks that samconfig.toml sets only parameters that exist.
Runs in the tools venv (`make tools`), offline.
"""

import json
import os
import pathlib
import subprocess
import sys

import tomlkit
from samcli.yamlhelper import yaml_parse
from samtranslator.translator.transform import transform

ROOT = pathlib.Path(__file__).resolve().parent.parent
EXPANDED = ROOT / ".tools" / "cloudformation.json"
REGION = "us-east-1"


class NoManagedPolicies:
    """Every role is written out in the template, so no policy name has to be looked up in AWS."""

    def load(self):
        return {}


def expand(template):
    # Only a deployment knows where the code is; any S3 address will do here.
    template["Globals"]["Function"]["CodeUri"] = "s3://bucket/key"
    os.environ.setdefault("AWS_DEFAULT_REGION", REGION)
    expanded = transform(template, {}, NoManagedPolicies())
    expanded["Transform"] = "AWS::LanguageExtensions"
    return expanded


def lint(expanded):
    EXPANDED.parent.mkdir(exist_ok=True)
    EXPANDED.write_text(json.dumps(expanded, indent=1))
    command = [str(pathlib.Path(sys.executable).parent / "cfn-lint"), "--regions", REGION, "--", str(EXPANDED)]
    return subprocess.run(command, check=False).returncode == 0


def unknown_parameters(parameters):
    config = tomlkit.parse((ROOT / "samconfig.toml").read_text())
    for stage, commands in config.items():
        if stage == "version":
            continue
        for command, section in commands.items():
            for override in section["parameters"].get("parameter_overrides", []):
                name = override.partition("=")[0]
                if name not in parameters:
                    yield f"samconfig.toml, {stage}.{command}: template.yaml has no parameter {name}"


def main():
    template = yaml_parse((ROOT / "template.yaml").read_text())
    problems = list(unknown_parameters(template["Parameters"]))
    for problem in problems:
        print(problem, file=sys.stderr)
    sys.exit(0 if lint(expand(template)) and not problems else 1)


if __name__ == "__main__":
    main()
