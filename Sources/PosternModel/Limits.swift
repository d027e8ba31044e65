/// The bounds of every input, in one place, so that each can be found, configured and explained.
///
/// A limit that is reached refuses the input with an error that names the limit; it never
/// truncates.
package struct Limits: Sendable, Equatable {
  /// The longest policy document before parsing, in Unicode scalars (G-08).
  package var documentCharacterCountMax: Int
  /// The deepest nesting of objects and arrays in a policy document (G-08).
  package var documentDepthMax: Int
  /// The longest body of a decision request, in bytes.
  package var requestByteCountMax: Int
  /// The longest body of a batch of questions, in bytes.
  package var batchByteCountMax: Int
  /// The most questions in one batch.
  package var batchRequestCountMax: Int
  /// The most bytes of the defaults of a batch, counted again for each of its questions.
  package var repeatedByteCountMax: Int
  /// The most condition keys in the context of one request.
  package var contextKeyCountMax: Int
  /// The most values of one multivalued condition key in a request.
  package var contextValueCountMax: Int
  /// The most values of all condition keys of one request together.
  package var questionValueCountMax: Int
  /// The longest principal, action, resource, condition key or context value, in bytes.
  package var textByteCountMax: Int
  /// The longest answer, in bytes; what a batch asks beyond it gets a short error in its place.
  package var answerByteCountMax: Int
  /// The longest line of a simulation or of a check of documents, in bytes.
  package var lineByteCountMax: Int
  /// The largest file of entities, in bytes.
  package var manifestByteCountMax: Int
  /// The deepest nesting of lists and maps in a file of entities.
  package var manifestDepthMax: Int
  /// The most texts, lists and maps in one file of entities.
  package var manifestNodeCountMax: Int
  /// The most documents in all files of one directory of entities.
  package var manifestDocumentCountMax: Int
  /// The most files that one directory of entities may hold.
  package var manifestFileCountMax: Int
  /// The most errors that one load reports before it stops looking for more.
  package var reportedErrorCountMax: Int
  /// The most distinct action patterns that one snapshot can index; bounds the width of an action
  /// row.
  package var actionPatternCountMax: Int
  /// The most distinct condition keys that the policies of one snapshot can mention.
  package var conditionKeyCountMax: Int
  /// The largest compiled snapshot, in bytes; a larger load is refused and the old one keeps
  /// serving.
  package var snapshotByteCountMax: Int
  /// The most policies of one owner that are kept for the next time they are brought along.
  package var cachedPolicyCountMaxPerOwner: Int
  /// The most bytes of text of those.
  package var cachedPolicyByteCountMaxPerOwner: Int
  /// The most bytes of text of all policies that are kept so, over all owners.
  package var cachedPolicyByteCountMax: Int

  /// The bounds that hold when the configuration does not say otherwise.
  package static let standard = Limits(
    documentCharacterCountMax: 131_072,
    documentDepthMax: 8,
    requestByteCountMax: 64 * 1024,
    batchByteCountMax: 1024 * 1024,
    batchRequestCountMax: 1_000,
    repeatedByteCountMax: 16 * 1024 * 1024,
    contextKeyCountMax: 256,
    contextValueCountMax: 1_000,
    questionValueCountMax: 10_000,
    textByteCountMax: 16 * 1024,
    answerByteCountMax: 4 * 1024 * 1024,
    lineByteCountMax: 4 * 1024 * 1024,
    manifestByteCountMax: 16 * 1024 * 1024,
    manifestDepthMax: 32,
    manifestNodeCountMax: 1_000_000,
    manifestDocumentCountMax: 100_000,
    manifestFileCountMax: 10_000,
    reportedErrorCountMax: 100,
    actionPatternCountMax: 65_000,
    conditionKeyCountMax: 65_000,
    snapshotByteCountMax: 2 * 1024 * 1024 * 1024,
    cachedPolicyCountMaxPerOwner: 64,
    cachedPolicyByteCountMaxPerOwner: 256 * 1024,
    cachedPolicyByteCountMax: 16 * 1024 * 1024
  )
}
