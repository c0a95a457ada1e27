"""Lints the template in the form that CloudFormation really gets.

`sam validate --lint` reads the short form of SAM, in which many rules find nothing to check (such as a queue's
visibility against its function's timeout, or the values of a function's properties). This script expands template.yaml
into plain CloudFormation and lints that. It also checks that samconfig.toml sets only parameters that exist, and that a
layer is built for the architecture of its functions.
It runs in the tools venv (`make tools`), offline.
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
    # Only a deployment knows where the code is. Any S3 address will do here.
    template["Globals"]["Function"]["CodeUri"] = "s3://bucket/key"
    for _, layer in of_type(template, "LayerVersion"):
        layer["Properties"]["ContentUri"] = "s3://bucket/key"
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


def foreign_layers(template):
    """Finds layers for another architecture. The linter has no rule for this, and the function would only fail when it
    first runs."""
    runs_on = template["Globals"]["Function"]["Architectures"]
    for name, layer in of_type(template, "LayerVersion"):
        built_for = layer["Metadata"]["BuildArchitecture"]
        if not runs_on == [built_for] == layer["Properties"]["CompatibleArchitectures"]:
            yield f"template.yaml, {name}: built for {built_for}, but the functions run on {runs_on[0]}"


def of_type(template, kind):
    return [it for it in template["Resources"].items() if it[1]["Type"] == f"AWS::Serverless::{kind}"]


def main():
    template = yaml_parse((ROOT / "template.yaml").read_text())
    problems = [*unknown_parameters(template["Parameters"]), *foreign_layers(template)]
    for problem in problems:
        print(problem, file=sys.stderr)
    sys.exit(0 if lint(expand(template)) and not problems else 1)


if __name__ == "__main__":
    main()
