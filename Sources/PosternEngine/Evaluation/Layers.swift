/// The layers that take part in one decision (table 6.1); the identity layer's sets stand in the
/// principal's record.
struct Layers: BitwiseCopyable {
  /// Nobody here has the principal's name.
  let isPrincipalUnknown: Bool
  /// Whether the identity layer takes part.
  let hasIdentity: Bool
  let boundary: LayerReference
  let session: LayerReference
  let resource: LayerReference
  let gateway: LayerReference
  let scp: LayerLevels
  let rcp: LayerLevels
}
