// swift-tools-version: 6.2
import PackageDescription

/// Settings of every target that we write: warnings are errors, imports say what they are for.
let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let real = Target.Dependency.product(name: "RealModule", package: "swift-numerics")

/// A room of the house (Documentation/Architecture.md): a library and its tests, side by side.
func room(
    _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = [],
    testing extra: [Target.Dependency] = [], fixtures: Bool = false
) -> [Target] {
    [
        .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict),
        .testTarget(
            name: name + "Tests", dependencies: [.byName(name: name)] + extra,
            resources: fixtures ? [.copy("Fixtures")] : [], swiftSettings: strict),
    ]
}

let package = Package(
    name: "choreo",
    products: [
        .executable(name: "choreo", targets: ["choreo"]),
        // For `Benchmarks/`.
        .library(name: "BVHFormat", targets: ["BVHFormat"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
    ],
    targets: [
        // Walls of Debian's libraries: types and prototypes. None of them is linked; `Libraries` loads them when they
        // are needed (Documentation/Decisions/0017-libraries-when-needed.md).
        .systemLibrary(name: "CGL", providers: [.apt(["libopengl-dev", "libegl-dev"])]),
        .systemLibrary(name: "CGLFW", providers: [.apt(["libglfw3-dev"])]),
        .systemLibrary(name: "CPNG", providers: [.apt(["libpng-dev"])]),
        .systemLibrary(name: "CGit2", providers: [.apt(["libgit2-dev"])]),
        .systemLibrary(name: "CBLAS", providers: [.apt(["libopenblas-pthread-dev"])]),
        // FreeType's headers stand in a folder of their own.
        .target(name: "CFreeType", cSettings: [.unsafeFlags(["-I/usr/include/freetype2"])]),
        .target(name: "CLibraries", linkerSettings: [.linkedLibrary("dl")]),
        // The loops of the network. Optimised in every build: without, tests that run it would take minutes.
        .target(name: "CKernels", cSettings: [.unsafeFlags(["-O2"]), .treatAllWarnings(as: .error)]),
        // Loops over pictures, optimised in every build for the same reason.
        .target(name: "CPixels", cSettings: [.unsafeFlags(["-O2"]), .treatAllWarnings(as: .error)]),
    ]
        + room("Diagnostics")
        + room("Cores")
        + room("Files", ["Diagnostics"], testing: ["Diagnostics"])
        + room("Libraries", ["Diagnostics", "CLibraries"])
        + room("JSON", ["Diagnostics"], testing: ["Diagnostics"])
        + room(
            "BVHFormat", ["Diagnostics", "Files", "Cores"], testing: ["Diagnostics", "Files", "PlainGit"],
            fixtures: true)
        + room("Motion", ["Diagnostics", real], testing: ["Diagnostics"])
        + room(
            "MotionIO", ["Diagnostics", "Cores", "Files", "JSON", "BVHFormat", "Motion"],
            testing: ["Diagnostics", "Files", "BVHFormat", "Motion"])
        + room("Tensor", ["Diagnostics", "Libraries", "CBLAS", "CKernels", real])
        + room(
            "SequenceModel", ["Diagnostics", "Cores", "Files", "JSON", "Motion", "Tensor", real],
            testing: ["Diagnostics", "Files", "Motion", "Tensor"], fixtures: true)
        + room(
            "Vocabulary", ["Diagnostics", "Cores", "Motion", "SequenceModel"],
            testing: ["Diagnostics", "Motion", "SequenceModel"])
        + room(
            "Effect", ["Diagnostics", "Motion", real], resources: [.embedInCode("Resources/reference.json")],
            testing: ["Diagnostics", "Motion", real])
        + room(
            "Composer", ["Diagnostics", "Cores", "Motion", "Tensor", "SequenceModel", "Effect"],
            testing: ["Diagnostics", "Motion", "SequenceModel", "Effect"])
        + room(
            "Training",
            [
                "Diagnostics", "Cores", "Files", "JSON", "Motion", "MotionIO", "Tensor", "SequenceModel",
                real,
            ],
            testing: [
                "Diagnostics", "Files", "JSON", "BVHFormat", "Motion", "MotionIO", "Tensor", "SequenceModel",
            ],
            fixtures: true)
        + room(
            "Evaluation",
            [
                "Diagnostics", "Cores", "Files", "BVHFormat", "Motion", "MotionIO", "Tensor", "SequenceModel",
                "Composer", real,
            ], testing: ["Diagnostics", "BVHFormat", "Motion", "MotionIO", "SequenceModel", "Tensor"])
        + room(
            "Stage", ["Diagnostics", "Libraries", "Motion", "CGL", "CGLFW", "CFreeType", real],
            resources: [.embedInCode("Shaders")],
            testing: ["Diagnostics", "Motion", "Files", "Libraries", "Film", "CPNG"], fixtures: true)
        + room(
            "Film", ["Diagnostics", "Files", "Libraries", "Motion", "Stage", "CPNG", "CPixels", real],
            testing: ["Diagnostics", "Files", "Libraries", "Motion", "Stage", "CPNG"])
        + room(
            "GitStore", ["Diagnostics", "Files", "Libraries", "CGit2"],
            testing: ["Diagnostics", "Files", "PlainGit"])
        + room(
            "Pieces", ["Diagnostics", "Files", "JSON", "BVHFormat", "Motion", "GitStore"],
            testing: ["Diagnostics", "Files", "JSON", "BVHFormat", "GitStore", "PlainGit"])
        + [
            // Our own motions, drawn with keyframes and inverse kinematics; writes `motions/`.
            .executableTarget(
                name: "etudes",
                dependencies: ["Diagnostics", "BVHFormat", "Motion", "MotionIO", real], swiftSettings: strict),
            .testTarget(
                name: "etudesTests", dependencies: ["etudes", "BVHFormat", "Motion", real],
                swiftSettings: strict),
            // For tests: plain git, to look at what Choreo wrote.
            .target(name: "PlainGit", path: "Tests/PlainGit", swiftSettings: strict),
            .executableTarget(
                name: "choreo",
                dependencies: [
                    "Diagnostics", "Cores", "Files", "BVHFormat", "Motion", "MotionIO", "Tensor",
                    "SequenceModel", "Vocabulary",
                    "Effect", "Composer", "Training", "Evaluation", "Stage", "Film", "GitStore", "Pieces",
                    .product(name: "ArgumentParser", package: "swift-argument-parser"),
                ],
                swiftSettings: strict),
            // Runs the built command, so the command is built first.
            .testTarget(
                name: "choreoTests", dependencies: ["choreo", "BVHFormat", "Files", "Motion", "MotionIO"],
                swiftSettings: strict),
        ],
    swiftLanguageModes: [.v6]
)

// What `Benchmarks/network` and `Benchmarks/film` time; it sees what `package` shows, so it belongs to this package.
if Context.environment["CHOREO_BENCHMARKS"] != nil {
    package.products.append(.executable(name: "network-benchmark", targets: ["NetworkBenchmark"]))
    package.targets.append(
        .executableTarget(
            name: "NetworkBenchmark",
            dependencies: ["Diagnostics", "Files", "Motion", "Tensor", "SequenceModel"],
            path: "Benchmarks/Network", swiftSettings: strict))
    package.products.append(.executable(name: "film-benchmark", targets: ["FilmBenchmark"]))
    package.targets.append(
        .executableTarget(
            name: "FilmBenchmark", dependencies: ["Diagnostics", "MotionIO", "Stage", "Film"],
            path: "Benchmarks/Film", swiftSettings: strict))
    package.products.append(.executable(name: "stage-benchmark", targets: ["StageBenchmark"]))
    package.targets.append(
        .executableTarget(
            name: "StageBenchmark", dependencies: ["Motion", "MotionIO", "Stage"], path: "Benchmarks/Stage",
            exclude: ["bare.c", "bvhview", "matplotlib_figure.py"], swiftSettings: strict))
}

// The fuzzer (Scripts/fuzz) needs flags of the compiler and the linker that nothing else does, so it is there only
// when asked for.
if Context.environment["CHOREO_FUZZ"] != nil {
    package.products.append(.executable(name: "choreo-fuzz", targets: ["Fuzz"]))
    package.targets += [
        .target(name: "CFuzzer", path: "Fuzzing/CFuzzer"),
        .executableTarget(
            name: "Fuzz",
            dependencies: ["CFuzzer", "Diagnostics", "BVHFormat", "Motion", "MotionIO"],
            path: "Fuzzing/Fuzz", swiftSettings: strict,
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address"])]),
    ]
}
