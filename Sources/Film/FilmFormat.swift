import Foundation

/// What kind of film a file holds, told by the ending of its name.
public enum FilmFormat: String, Sendable, CaseIterable {
    /// H.264: every player and every web page.
    case mp4
    /// H.264 for editing programs; transparent films in ProRes 4444.
    case mov
    /// H.264 in a container that survives being cut off.
    case mkv
    /// VP9, for web pages; may be transparent.
    case webm
    /// A short loop for messages and documents: 256 colours, no sound.
    case gif

    /// The format that the ending of `path` names; nil for any other.
    public init?(path: String) {
        self.init(rawValue: URL(fileURLWithPath: path).pathExtension.lowercased())
    }

    /// Whether pixels may be transparent.
    public var carriesTransparency: Bool { [.mov, .webm, .gif].contains(self) }

    /// Whether there is room for sound.
    public var hasSound: Bool { self != .gif }

    /// What `ffmpeg` calls the encoder of opaque films.
    var encoder: String {
        switch self {
        case .mp4, .mov, .mkv: "libx264"
        case .webm: "libvpx-vp9"
        case .gif: "gif"
        }
    }

    /// Pictures a second that are usual.
    public var usualRate: Double { self == .gif ? 25 : 30 }

    /// The most pictures a second that players show: a GIF counts in hundredths of a second, and browsers slow down
    /// what asks for less than two of them.
    public var highestRate: Double { self == .gif ? 50 : 240 }
}
