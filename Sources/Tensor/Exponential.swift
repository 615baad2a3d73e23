/// e to the power x, to about two units in the last place, in arithmetic that the compiler can vectorise.
///
/// x = n · ln 2 + r with |r| ≤ ln 2 / 2: e^r by a polynomial, 2ⁿ by writing the exponent's bits. Clamped to
/// [−87, 88], where the result is normal and finite. The library's `exp` is a call per element, which the
/// vectoriser cannot see into.
///
/// Source: Moshier, Cephes Mathematical Library (`expf`): the split of ln 2 and the coefficients.
@inline(__always)
func exponential(_ x: Float) -> Float {
    var x = x
    x = x > 88 ? 88 : x
    x = x < -87 ? -87 : x
    // Adding 1.5 · 2²³ rounds to the nearest whole number and leaves it in the low bits.
    let shifted = x * 1.442_695_04 + 12_582_912
    let n = shifted - 12_582_912
    let r = x - n * 0.693_359_375 - n * -2.121_944_4e-4
    var p: Float = 1.987_569_2e-4
    p = p * r + 1.398_199_95e-3
    p = p * r + 8.333_452e-3
    p = p * r + 4.166_579_6e-2
    p = p * r + 1.666_666_55e-1
    p = p * r + 5.000_000_1e-1
    let power = Float(bitPattern: (shifted.bitPattern &<< 23) &+ 0x3F80_0000)
    return (p * r * r + r + 1) * power
}
