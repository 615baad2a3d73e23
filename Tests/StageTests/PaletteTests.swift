import Testing

@testable import Stage

/// The three ways of being colour-blind, and what remains of linear sRGB in each.
///
/// Source: Machado, Oliveira, Fernandes, "A physiologically-based model for simulation of color vision deficiency",
/// 2009, severity 1.
enum ColorVision: String, CaseIterable {
    case full, protanopia, deuteranopia, tritanopia

    private var rows: [SIMD3<Float>] {
        switch self {
        case .full: [SIMD3(1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1)]
        case .protanopia:
            [
                SIMD3(0.152286, 1.052583, -0.204868), SIMD3(0.114503, 0.786281, 0.099216),
                SIMD3(-0.003882, -0.048116, 1.051998),
            ]
        case .deuteranopia:
            [
                SIMD3(0.367322, 0.860646, -0.227968), SIMD3(0.280085, 0.672501, 0.047413),
                SIMD3(-0.011820, 0.042940, 0.968881),
            ]
        case .tritanopia:
            [
                SIMD3(1.255528, -0.076749, -0.178779), SIMD3(-0.078411, 0.930809, 0.147602),
                SIMD3(0.004733, 0.691367, 0.303900),
            ]
        }
    }

    func seen(_ color: Color) -> Lab {
        let light = rows.map { min(max(($0 * color.linear).sum(), 0), 1) }
        return Lab(linear: SIMD3(light[0], light[1], light[2]))
    }
}

@Suite("Colours can be told apart by everybody")
struct PaletteTests {
    @Test("Left and right differ plainly, and from the body between them", arguments: ColorVision.allCases)
    func sides(vision: ColorVision) {
        for palette in Palette.dancers.flatMap({ [$0, $0.onDark] }) {
            let (left, right) = (vision.seen(palette.left), vision.seen(palette.right))
            // 2 can just be seen; 20 is seen across a hall.
            #expect(left.distance(to: right) > 20)
            let body = vision.seen(palette.body)
            #expect(left.distance(to: body) > 12 && right.distance(to: body) > 12)
        }
    }

    @Test("Figures stand out from what is behind them", arguments: ColorVision.allCases)
    func background(vision: ColorVision) {
        for (look, palettes) in [
            (Look.studio, Palette.dancers), (.paper, Palette.dancers), (.dark, Palette.dancers.map(\.onDark)),
        ] {
            for palette in palettes {
                for tint in Tint.allCases where tint != .face {
                    for behind in [look.floor, look.backdropTop, look.backdropBottom] {
                        #expect(vision.seen(palette.color(of: tint)).distance(to: vision.seen(behind)) > 12)
                    }
                }
            }
        }
    }
}
