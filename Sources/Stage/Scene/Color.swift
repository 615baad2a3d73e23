import RealModule

/// A colour as light, red, green and blue in linear amounts, 0 to 1.
public struct Color: Sendable, Hashable {
    /// Linear red, green and blue.
    public var linear: SIMD3<Float>

    /// Creates a colour from linear amounts.
    public init(linear: SIMD3<Float>) { self.linear = linear }

    /// Creates a colour from the usual screen notation, `0xRRGGBB` in sRGB.
    public init(_ hex: UInt32) {
        func channel(_ shift: UInt32) -> Float {
            let value = Float((hex >> shift) & 0xFF) / 255
            return value <= 0.04045 ? value / 12.92 : Float.pow((value + 0.055) / 1.055, 2.4)
        }
        linear = SIMD3(channel(16), channel(8), channel(0))
    }

    /// Red, green and blue in sRGB, 0 to 1.
    public var encoded: SIMD3<Float> {
        func encode(_ value: Float) -> Float {
            let light = min(max(value, 0), 1)
            return light <= 0.003_130_8 ? light * 12.92 : 1.055 * Float.pow(light, 1 / 2.4) - 0.055
        }
        return SIMD3(encode(linear.x), encode(linear.y), encode(linear.z))
    }

    /// Red, green and blue in sRGB, 0 to 255, and full opacity.
    public var bytes: SIMD4<UInt8> {
        let scaled = (encoded * 255).rounded(.toNearestOrAwayFromZero)
        return SIMD4(UInt8(scaled.x), UInt8(scaled.y), UInt8(scaled.z), 255)
    }

    /// The colour a share `t` of the way to `other`, mixed as light.
    public func mixed(with other: Color, _ t: Float) -> Color {
        Color(linear: linear + (other.linear - linear) * t)
    }
}

/// The colours of one figure: a quiet body, a warm left, a cool right.
public struct Palette: Sendable, Hashable {
    /// Torso and neck.
    public var body: Color
    /// The figure's own left arm and leg.
    public var left: Color
    /// The figure's own right arm and leg.
    public var right: Color
    /// Back and top of the head.
    public var hair: Color
    /// Front of the head.
    public var face: Color

    /// The colours of who dances a phrase that is given, before the proposal that follows it: a body that steps back.
    public static let given = Palette(
        body: Color(0x8D9099), left: Color(0xDB6A4E).mixed(with: Color(0xB9BABF), 0.45),
        right: Color(0x3391A3).mixed(with: Color(0xB9BABF), 0.45), hair: Color(0x5F6168),
        face: Color(0xE3C6AE))

    /// The colour of a tint.
    public func color(of tint: Tint) -> Color {
        switch tint {
        case .body: body
        case .left: left
        case .right: right
        case .hair: hair
        case .face: face
        }
    }

    /// These colours for a dark stage: what is dark here is light there, so that figures stand out.
    public var onDark: Palette {
        let moon = Color(0xE8EAF2)
        return Palette(
            body: body.mixed(with: moon, 0.7), left: left.mixed(with: moon, 0.06),
            right: right.mixed(with: moon, 0.12), hair: hair.mixed(with: moon, 0.25), face: face)
    }

    /// Palettes for the first, second … dancer: left stays warm and right stays cool, the body tells who it is.
    public static let dancers: [Palette] = [0x45506B, 0x5B3F55, 0x35504A, 0x6A4A36, 0x2F4A66, 0x555048].map {
        body in
        Palette(
            body: Color(body), left: Color(0xDB6A4E), right: Color(0x3391A3),
            hair: Color(body).mixed(with: Color(0x15161C), 0.55), face: Color(0xE3C6AE))
    }
}
