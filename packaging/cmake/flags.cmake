# SPDX-FileCopyrightText: 2026 The Belay authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Every flag of the project hangs on the one target belay_flags.

find_program(BELAY_CCACHE ccache)
if(BELAY_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
        CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 CCACHE_INODECACHE=1 CCACHE_DEPEND=1 ${BELAY_CCACHE})
endif()

find_program(BELAY_LLD ld.lld)
add_library(belay_flags INTERFACE)
target_compile_features(belay_flags INTERFACE cxx_std_20)
target_compile_definitions(belay_flags INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
    QT_NO_CONTEXTLESS_CONNECT QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_FOREACH QT_NO_KEYWORDS
    QT_USE_QSTRINGBUILDER QT_STRICT_ITERATORS QT_DISABLE_DEPRECATED_BEFORE=0x060400
    BELAY_VERSION="${PROJECT_VERSION}")
target_compile_options(belay_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast -Woverloaded-virtual -Wnon-virtual-dtor
    -Wcast-qual -fpch-preprocess $<$<BOOL:${BELAY_WERROR}>:-Werror>)
if(BELAY_LLD)
    target_link_options(belay_flags INTERFACE -fuse-ld=lld)
endif()
if(BELAY_SANITIZE)
    # g++ 12 says it falsely of std::optional once it optimises.
    target_compile_options(belay_flags INTERFACE -Wno-error=maybe-uninitialized)
endif()
if(BELAY_SANITIZE STREQUAL "address")
    target_compile_options(belay_flags INTERFACE -fsanitize=address,undefined -fno-omit-frame-pointer)
    target_link_options(belay_flags INTERFACE -fsanitize=address,undefined)
elseif(BELAY_SANITIZE STREQUAL "thread")
    target_compile_options(belay_flags INTERFACE -fsanitize=thread)
    target_link_options(belay_flags INTERFACE -fsanitize=thread)
endif()

# Linked by the programs, not by libraries: a small request through the gateway allocates a few hundred times.
add_library(belay_allocator INTERFACE)
find_library(BELAY_JEMALLOC jemalloc)
if(BELAY_JEMALLOC AND NOT BELAY_SANITIZE)
    target_link_libraries(belay_allocator INTERFACE ${BELAY_JEMALLOC})
    target_sources(belay_allocator INTERFACE ${PROJECT_SOURCE_DIR}/app/allocator.cpp)
endif()

# One library of core: belay_core_library(base SOURCES ... LINK Qt6::Core ...)
function(belay_core_library name)
    cmake_parse_arguments(arg "" "" "SOURCES;LINK;PRIVATE_LINK" ${ARGN})
    add_library(belay_${name} STATIC ${arg_SOURCES})
    target_include_directories(belay_${name} PUBLIC ${PROJECT_SOURCE_DIR})
    target_link_libraries(belay_${name} PUBLIC belay_flags ${arg_LINK} PRIVATE ${arg_PRIVATE_LINK})
    target_precompile_headers(belay_${name} PRIVATE
        <QByteArray> <QHash> <QObject> <QString> <QUrl> <chrono> <functional> <memory> <optional> <variant> <vector>)
endfunction()
