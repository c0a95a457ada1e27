# Made by tools/generate.py; please change _async/__init__.py instead.
