/// Bytes are no message in the encoding of protocol buffers, or one that nests too deep.
struct WireFault: Error {}
