"""What a workshop would want to know: each rule believes what has lasted, and remembers what it told."""
