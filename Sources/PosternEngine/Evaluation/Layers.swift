/// The layers that take part in one decision (table 6.1); the identity layer's sets stand in the
/// principal's record.
struct Layers: BitwiseCopyable {
  /// Nobody here has the principal's name.
  var isPrincipalUnknown = false
  /// Whether the identity layer takes part.
  var hasIdentity = false
  /// Whether the resource is known to belong to another account than the caller.
  var isCrossAccount = false
  var boundary = LayerReference.absent
  var session = LayerReference.absent
  var resource = LayerReference.absent
  var gateway = LayerReference.absent
  /// The place of the levels among the records of principals, 0 without the layer.
  var scp: UInt32 = 0
  /// The place of the levels among the records of resource control policies, 0 without the layer.
  var rcp: UInt32 = 0
}
