import Foundation
import Stage

extension FFmpeg {
    /// How pictures are handed over.
    enum Handover {
        /// Y, Cb and Cr, at even sizes: for films that nothing shines through.
        case planes
        /// Red, green, blue, opacity.
        case rgba
    }

    /// How pictures of a reel are handed over for a format.
    static func handover(_ reel: Reel, _ format: FilmFormat) -> Handover {
        format == .gif || reel.isTransparent ? .rgba : .planes
    }

    /// Pictures from standard input, a film to `file`; the same bytes every time.
    ///
    /// Without `-xerror` ffmpeg 5 tells of a full disk, leaves half a film, and calls that success.
    ///
    /// - Parameter palette: For a GIF its 256 colours, as 16 by 16 pixels of red, green, blue and opacity.
    static func arguments(
        _ reel: Reel, as format: FilmFormat, palette: [UInt8] = [], to file: String
    ) -> [String] {
        ["-nostdin", "-v", "error", "-xerror", "-y"] + pictures(reel, handover(reel, format))
            + (format == .gif ? inline(palette) : sound(reel))
            + [
                "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a",
                "+bitexact",
            ]
            + encoding(reel, format) + [file]
    }

    /// Pictures from standard input; to standard output the 256 colours that show them best.
    static func paletteArguments(_ reel: Reel) -> [String] {
        ["-nostdin", "-v", "error", "-xerror"] + pictures(reel, .rgba) + [
            "-vf", "palettegen=stats_mode=full:reserve_transparent=\(reel.isTransparent ? 1 : 0)",
            "-f", "rawvideo", "-pix_fmt", "rgba", "pipe:1",
        ]
    }

    private static func pictures(_ reel: Reel, _ handover: Handover) -> [String] {
        let size = handover == .planes ? reel.size.even : reel.size
        let colours =
            handover == .planes
            ? ["-pixel_format", "yuv420p", "-color_range", "tv", "-colorspace", "bt709"]
            : ["-pixel_format", "rgba"]
        return ["-f", "rawvideo"] + colours + [
            "-video_size", "\(size.width)x\(size.height)", "-framerate", "\(reel.frameRate)", "-i", "pipe:0",
        ]
    }

    /// The second input of a film with music.
    ///
    /// Only a file on this machine is read, whatever its name or a playlist in it says.
    private static func sound(_ reel: Reel) -> [String] {
        guard let music = reel.music else { return [] }
        return [
            "-ss", "\(reel.start)", "-protocol_whitelist", "file", "-i", "file:" + music,
            "-map", "0:v:0", "-map", "1:a:0", "-t", "\(reel.seconds)",
        ]
    }

    /// The second input of a GIF: so few bytes need no file of their own.
    private static func inline(_ palette: [UInt8]) -> [String] {
        [
            "-f", "rawvideo", "-pixel_format", "rgba", "-video_size", "16x16", "-i",
            "data:application/octet-stream;base64," + Data(palette).base64EncodedString(),
        ]
    }

    private static func encoding(_ reel: Reel, _ format: FilmFormat) -> [String] {
        let colours = [
            "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv",
        ]
        // A film is scrubbed through: a player finds any moment within two seconds of a picture that stands alone.
        let keys = ["-g", "\(max(Int((2 * reel.frameRate).rounded()), 1))"]
        let aac = reel.music == nil ? [] : ["-c:a", "aac", "-b:a", "192k"]
        let quick = format == .mkv ? [] : ["-movflags", "+faststart"]
        switch format {
        case .mov where reel.isTransparent:
            return [
                "-vf", "scale=out_color_matrix=bt709:out_range=tv,format=yuva444p10le", "-c:v", "prores_ks",
                "-profile:v", "4444",
            ] + colours + aac + quick
        case .mp4, .mov, .mkv:
            return ["-c:v", "libx264", "-preset", "veryfast", "-crf", "17", "-pix_fmt", "yuv420p"] + keys
                + colours + aac + quick
        case .webm:
            let opus = reel.music == nil ? [] : ["-c:a", "libopus", "-b:a", "128k"]
            // VP9 keeps opacity in a second stream, which its look-ahead would tear from the first.
            let opacity =
                reel.isTransparent
                ? [
                    "-vf",
                    "crop=trunc(iw/2)*2:trunc(ih/2)*2:0:0,"
                        + "scale=out_color_matrix=bt709:out_range=tv,format=yuva420p",
                    "-auto-alt-ref", "0",
                ] : ["-pix_fmt", "yuv420p"]
            return opacity + [
                "-c:v", "libvpx-vp9", "-deadline", "good", "-cpu-used", "5", "-row-mt", "1", "-crf", "22",
                "-b:v", "0",
            ] + keys + colours + opus
        case .gif:
            return [
                "-filter_complex",
                "[0:v][1:v]paletteuse=dither=bayer:bayer_scale=4:diff_mode=rectangle",
            ]
        }
    }
}
