"""Names found as people type them: by any part of a name, by pinyin, ranked."""
