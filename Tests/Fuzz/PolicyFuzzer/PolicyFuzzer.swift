import PosternFuzzKit
import PosternModel

/// What libFuzzer calls with each input: a text for the policy parser, whose length says as which
/// kind of policy it is read.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzPolicy(_ start: UnsafePointer<UInt8>?, _ byteCount: Int) -> CInt {
  // SAFETY: libFuzzer lends so many bytes for the time of the call.
  let text = unsafe Array(UnsafeBufferPointer(start: start, count: byteCount))
  let kinds = PolicyKind.allCases
  do throws(BrokenProperty) {
    try PolicyProperty.check(text, kind: kinds[byteCount % kinds.count])
  } catch {
    print(error)
    preconditionFailure("a property does not hold")
  }
  return 0
}
