"""Other forms of a word: its pair in the glossary, its pinyin, its English stem."""
