/// Colours of the viewer: those of the stage, and of words and lines over it.
struct ViewerTheme: Equatable {
    /// Light and surroundings of the stage.
    var look: Look
    /// Titles and what is chosen.
    var ink: Color
    /// Everything else that is written.
    var pale: Color
    /// What words stand on.
    var paper: Color
    /// What has been played, and the knob.
    var accent: Color
    /// The given phrase: its part of the time line, and its figure.
    var given: Color
    /// What went wrong.
    var alarm: Color

    /// Dark words on a bright stage.
    static let light = ViewerTheme(
        look: .studio, ink: Color(0x2B2F3A), pale: Color(0x6B675F), paper: Color(0xFAF8F4),
        accent: Color(0xC85A3E), given: Color(0x8B8F98), alarm: Color(0xA8201A))

    /// Light words on a dark stage, for a dark hall.
    static let dark = ViewerTheme(
        look: .dark, ink: Color(0xF0ECE4), pale: Color(0xA9A59C), paper: Color(0x17191E),
        accent: Color(0xE8825F), given: Color(0x8E939D), alarm: Color(0xFF8A80))

    static func of(_ state: ViewerState) -> ViewerTheme { state.isDark ? .dark : .light }
}
