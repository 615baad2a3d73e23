/// How exactly the factors of products enter; sums are always those of `Float`.
public enum Precision: Sendable {
    /// As `Float`, 24 bits.
    case single
    /// Rounded to bfloat16, 8 bits of the same range, where the processor multiplies these (twice as fast); else as
    /// `Float`.
    case half
}
