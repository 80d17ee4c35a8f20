#!/usr/bin/env bash
# Exports a solved field and the bundled head in every format, then opens the files in other programs' readers.
# PYTHON is an interpreter that has nibabel, meshio and vtk; the default is the system's.
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm run -s build:core
npx tsx test/interop/export.ts "$folder"
"${PYTHON:-/usr/bin/python3}" test/interop/read.py "$folder" | sed "/^$/d"
