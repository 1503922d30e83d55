#pragma once

#define ATLAS_BEGIN_NAMESPACE \
    namespace atlas {         \
    inline namespace v2 {
#define ATLAS_END_NAMESPACE \
    }                       \
    }
