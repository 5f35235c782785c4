#!/usr/bin/env bash
# Make an encyclopedia with MediaWiki (Debian: mediawiki php-cli php-sqlite3 php-xml php-mbstring php-intl), put the
# pages of the folder PAGES (NAME.wiki) into it, and leave in OUT its export and its pages as a browser gets them.
# Usage: wiki.sh PAGES OUT
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
pages=$(realpath "$1") out=$(realpath "$2")
work=$(mktemp -d) server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
cp -rL /usr/share/mediawiki "$work/w" 2>/dev/null || true  # a link in it leads nowhere
rm -rf "$work/w/LocalSettings.php" "$work/w/extensions"
cp -rL /usr/share/mediawiki/extensions-core "$work/w/extensions"
mkdir "$work/data"
cd "$work/w"
php maintenance/install.php --dbtype sqlite --dbpath "$work/data" --dbname wiki --server http://localhost:8765 \
  --scriptpath "" --pass "only-$RANDOM-for-$RANDOM-this" "Ostmark Encyclopedia" Admin >/dev/null
cat >>LocalSettings.php <<'PHP'
wfLoadExtension( 'Cite' );
wfLoadExtension( 'ParserFunctions' );
wfLoadSkin( 'Vector' );
$wgDefaultSkin = 'vector';
$wgRawHtml = false;
PHP
for template in "$here"/templates/*.wiki; do
  name=$(basename "$template" .wiki)
  php maintenance/edit.php "Template:$name" <"$template" >/dev/null
done
for page in "$pages"/*.wiki; do
  php maintenance/edit.php "$(sed -n 's/^= \(.*\) =$/\1/p' "$page" | head -1)" < <(grep -v '^= .* =$' "$page") >/dev/null
done
php maintenance/runJobs.php >/dev/null
php -S localhost:8765 >/dev/null 2>&1 &
server=$!
sleep 2
for page in "$pages"/*.wiki; do
  title=$(sed -n 's/^= \(.*\) =$/\1/p' "$page" | head -1)
  wget -q -O "$out/$(basename "$page" .wiki).html" --post-data '' "http://localhost:8765/index.php?title=${title// /_}" ||
    wget -q -O "$out/$(basename "$page" .wiki).html" "http://localhost:8765/index.php?title=${title// /_}"
  wget -q -O "$out/$(basename "$page" .wiki).xml" \
    "http://localhost:8765/index.php?title=Special:Export/${title// /_}"
done
php maintenance/dumpBackup.php --current --quiet >"$out/all.xml"
