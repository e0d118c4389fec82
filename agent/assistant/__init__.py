"""The colleague in the conversation: takes what people say, and has the tools do it."""
