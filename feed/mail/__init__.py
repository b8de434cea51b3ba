"""Mail: word to who has not looked for a while, and the way back for who forgot the password."""
