"""How answers are sent, whoever made them: headers, compression, what may be kept, which addresses they name."""
