"""Write the hashes of the shipped tables, against which `gawah doctor` holds them. Run it after changing a table.

python tools/hash_tables.py
"""

from gawah.doctor import MANIFEST, hash_tables, write_manifest

if __name__ == "__main__":
    hashes = hash_tables()
    write_manifest(hashes)
    print(f"{MANIFEST}: {len(hashes)} tables")
