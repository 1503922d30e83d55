// Attack: embeds a key as data.
// Blocked: the compiler cannot open it.

const unsigned char key[] = {
#embed HOME_KEY
};
