"""What people say that tells who is on the line."""

from __future__ import annotations

from assist.compliance.cues import Cues

_KIN_EN = (
    "(mother|mom|mum|father|dad|wife|husband|partner|sister|brother|son|daughter|roommate|"
    "flatmate|friend|girlfriend"
    "|boyfriend|secretary|assistant|colleague|coworker|co-worker|boss|manager|cousin|uncle|aunt|"
    "grandmother|grandfather"
    "|neighbor|neighbour|landlord|receptionist|nurse|carer|caregiver|kid|niece|nephew|"
    "mother-in-law|father-in-law)"
)
# Kin and callings that tell of somebody else only beside "his", "her" or "the": "I'm a teacher" is the debtor.
_ROLE_EN = (
    "(mother in law|father in law|brother-in-law|sister-in-law|grandma|grandpa|grandad|granddad|grandson|"
    "granddaughter|babysitter|tenant|new tenant|barber|teacher|supervisor|shift lead|foreman|owner|watchman|"
    "helper|domestic helper|lodger|executor|pastor|housemate|mate|auntie|mam|hospice nurse|fiance|fiancee|ex)"
)
_OFFICE_EN = (
    "(front office|front desk|reception|nurses station|site office|union office|park office|loading dock|"
    "human resources|hr|payroll|switchboard|parish office|main office|the office)"
)
_KIN_ZH = (
    "(妈|妈妈|母亲|爸|爸爸|父亲|老婆|妻子|爱人|媳妇|老公|丈夫|哥|哥哥|弟弟|姐姐|姐|妹妹|儿子|"
    "女儿|孩子|朋友|同事|领导|老板"
    "|家人|家属|亲戚|室友|邻居|奶奶|爷爷|外婆|外公|女朋友|男朋友|嫂子|同学|表哥|表弟|叔叔|舅舅|"
    "阿姨|前妻|前夫|秘书|助理)"
)
# Kin and callings that tell of somebody else only beside 他, or where 他 is spoken of: 我是老师 is the debtor.
_ROLE_ZH = (
    "(弟|妹|婆婆|公公|岳父|岳母|丈母娘|姑姑|姑妈|大伯|伯伯|伯父|舅妈|姨妈|大姨|孙子|孙女|侄子|外甥|房东|"
    "队长|店长|站长|班长|组长|主管|雇主|东家|工友|月嫂|保姆|师父|师傅|徒弟|老师|辅导员|班主任|未婚夫|未婚妻|"
    "对象|先生|太太|合伙人|紧急联系人|联系人|咨询人|老友|闺蜜|阿母|阿爸|阿妈|阿嬷|阿公|家姐|细佬|老豆|老母|"
    "监护人|看护|护工|村支书|前台|租客)"
)
_OFFICE_ZH = (
    "(前台|总机|人事部|人事|人力资源部|总务|总务处|门卫|保安室|护士站|教务处|办公室|销售部|财务部|行政部|"
    "传达室|值班室|校务处|工会|村委会|居委会|客服部|学务处|里长办公室)"
)

ASKS_FOR_DEBTOR = Cues(
    {
        "en": [
            "(is this|is that|am i speaking (with|to)|am i talking (with|to)|may i speak (with|to)|can i "
            "speak (with|to)"
            "|could i speak (with|to)|i am looking for|i am calling for|i would like to speak (with|to)|"
            "are you|is)"
            " ..4 (mr|mrs|ms|miss|mister|sir|madam|there|available|in|home)",
            "(am i speaking|am i talking|may i speak|can i speak|could i speak) (with|to)",
            "i am (looking|calling|trying to reach) for",
            "trying to reach",
            "is (this|that|it) (mr|mrs|ms|miss|mister)",
        ],
        "zh": [
            "(请问|你好|喂)[请问] ..2 [你] 是 ..6 (先生|女士|小姐|本人|吗)",
            "(请问|你好) ..4 (是不是|是) ..6 (先生|女士|小姐|本人)",
            "你是 ..6 (先生|女士|小姐|本人)",
            "(找|请找|麻烦找|想找|联系) [一下] ..6 (先生|女士|小姐|本人)",
            "(是|确认一下是|请问是)[不是] ..4 本人",
            "(先生|女士|小姐) [在|你好] [吗|是吗|本人吗]",
        ],
    },
    respects_negation=False,
)
IS_DEBTOR = Cues(
    {
        "en": [
            "(this is|that is) (she|he|him|her|me|myself)",
            "(speaking|yes speaking)",
            "(that|it) (is|would be) me",
            "you are (speaking|talking) (to|with) (him|her|me)",
            "i am (he|she|the one|him|her)",
            "(on the phone now|i am here now|i am on the line|i am back on)",
        ],
        "zh": [
            "(我就是|就是我|是我|我是本人|本人|我本人|是本人|对我是|我在听|我自己)",
        ],
    }
)
NAME_CLAIMS = ("this is", "i am", "my name is", "it is", "i is")
NAME_DENIALS = ("i am not", "this is not", "not", "no")
YES = Cues(
    {
        "en": [
            "(yes|yeah|yep|yup|correct|that is right|right|sure|it is|i am|indeed|yes it is|this is|"
            "speaking)",
        ],
        "zh": [
            "(是|对|是的|对的|没错|我是|在|对是我|好的)",
        ],
    }
)
SOMEONE_ELSE = Cues(
    {
        "en": [
            f"i am [actually|just] (his|her|their|the) [older|younger|little|big|ex|step] {_KIN_EN}",
            f"this is [actually] (his|her|their|the) [older|younger|ex|step] {_KIN_EN}",
            f"i am [just|only] (a|the|one of his|one of her) {_KIN_EN}",
            f"(i am|this is) ..1 (his|her|their|the) ..2 {_ROLE_EN}",
            f"i am only (his|her|their) {_KIN_EN}",
            "this is wife speaking",
            f"{_OFFICE_EN} ..1 (how can i|how may i|can i help|speaking|good morning|good afternoon|hello)",
            f"(this is|you have reached) [the] {_OFFICE_EN}",
            "(he|she) is (on break|at dialysis|deployed|at lectures|on leave|in a meeting|with a patient|"
            "driving|in the bathroom)",
            "you have got (his|her) (husband|wife|mother|father|son|daughter|mum|mom|dad)",
            "(he|she|they) (is|are) (not (here|in|home|available|around|at home|with us|at this number)|"
            "out|at work|away|asleep"
            "|sleeping|at school|in hospital|in the hospital|gone|dead|no longer|abroad|overseas|in the "
            "shower)",
            "(he|she) (passed away|died|moved|moved out|does not live|does not work|left|left the "
            "company|stepped out"
            "|just stepped out|went out|can not come)",
            "(wrong number|wrong person|no one by that name|nobody by that name|no such person|nobody called"
            "|never heard of (him|her|them|that)|do not know (him|her|anyone|anybody|who that is))",
            "(can i|may i|shall i|should i|could i) (take a message|tell (him|her) (who|what|you))",
            "(who is this|what is this) (for|about) ..3 (he|she) is",
            "you have [got] the wrong",
            "(i am|this is) not (him|her|he|she|mr|mrs|ms|the person|that person|who you|the one)",
            "this is (his|her|their) (phone|number|office|house)",
            "(he|she) is my (husband|wife|son|daughter|boss|brother|sister|father|mother|dad|mom|"
            "boyfriend|girlfriend)",
        ],
        "zh": [
            f"我是 (他|她|你们找的人|机主|本人) [的] {_KIN_ZH}",
            f"我(是|就是) [他] {_KIN_ZH}",
            f"我(是|就是|系) (他|佢|伊) ..4 ({_KIN_ZH}|{_ROLE_ZH})",
            f"我是 {_ROLE_ZH} ..3 (他|佢|伊)",
            f"(你好|喂|这里是|这边是|这是) ..2 {_OFFICE_ZH}",
            f"我是 ..2 {_OFFICE_ZH}",
            f"{_KIN_ZH} (不在|去买菜|出去了|上班去了|睡着了)",
            f"(这|他|这个人) 是 我 [的] {_KIN_ZH}",
            f"我{_KIN_ZH} (不在|出去|上班|没在|睡|出差|去|在洗澡|在忙|不方便)",
            "(他|她|机主|本人|这个人|老板|我儿子|我女儿|我老公|我老婆|我妈|我爸|先生) [人] [现在|今天] "
            "(不在|没在|出去了|出门了|出差|上班去了"
            "|在上班|去世|过世|走了|不在家|睡了|在外地|不在这|住院|搬走了|离职了|不在了|换号了|不用这个号)",
            "(打错了|你打错|打错电话|打错号|不认识 [这个人|他|你说的|什么]|没有这个人|没这个人|查无此人|"
            "找错人|号码错|这不是他的号)",
            "我不是 (你说的|你要找的|你找的|他|她|本人|机主|这个人|这人)",
            "(要不要|需要|需不需要|我)[帮你] (转告|带话|告诉他|跟他说)",
            "(不是|非)本人",
            "(这是|这个是)(他|我爸|我妈|我老公|我老婆|我儿子|公司) [的] (手机|电话|办公室)",
        ],
    },
    respects_negation=False,
)
DEBTOR_COMES = Cues(
    {
        "en": [
            "(here (he|she) is|here (he|she) comes|i will (get|put|grab|fetch) (him|her)|let me (get|put|"
            "grab|fetch) (him|her)"
            "|(putting|passing|handing) (him|her|you|the phone)|hang on i will get|(he|she) is (right "
            "here|coming|here now))",
        ],
        "zh": [
            "(他来了|她来了|他回来了|我让他接|让他接电话|叫他接|我叫他|我去叫|给他听|他过来了|"
            "我把电话给他|让他跟你说|换他|他在旁边)"
        ],
    }
)
VERIFICATION_QUESTION = Cues(
    {
        "en": [
            "(verify|confirm|provide|give me|tell me|have|what is|what are|could you read|state|validate|"
            "need|may i ask|check) ..6"
            " (date of birth|birth date|birthday|birthdate|dob|year of birth|day and month|month and day|"
            "last four|last 4|last three"
            "|last two|zip|zip code|postcode|postal code|street|street name|house number|address|social|"
            "security question|passphrase"
            "|first line|middle name|maiden name|account number|reference number|email on file|full name|"
            "security word)",
            "(date of birth|birth date|last four digits|last 4 digits|zip code|postcode) ..4 (please|for "
            "me|on file|on the account)",
            "(verify|confirm) (your identity|who i am speaking|i am speaking|that you are|some details|a "
            "few details|a detail|your details"
            "|a couple of)",
            "(security|verification) (check|question|questions)",
        ],
        "zh": [
            "(核对|核实|确认|验证|报|说|提供|告诉|请问|麻烦|念) ..8 (身份证|证件|后四位|尾号|末四位|"
            "后两位|后六位|出生|生日|年月日|住址|地址"
            "|开户行|预留|银行卡后|手机尾号|姓名全称|户籍|卡号后|身份信息|个人信息|几月几号|哪年)",
            "(身份证|证件号|卡号|银行卡|手机号|手机) [号码|号|的] [最] (后四位|后两位|后六位|尾号|"
            "末四位) [是|报|请|麻烦|多少|能]",
            "(出生年月日|出生日期|出生年月|生日) [是|报|请|哪|几|方便|能]",
            "(核对|核实|验证|确认)[一下|下] [你] [的] (身份|本人身份|信息|资料|个人信息)",
        ],
    }
)
MISMATCH = Cues(
    {
        "en": [
            "(does not|did not|do not|not) (match|matching|what i have|what we have|the same|correct|"
            "right|agree)",
            "(that is|it is) (incorrect|wrong|different)",
            "(could you|can you|please) (try|repeat|say) ..3 (again|that)",
        ],
        "zh": [
            "(对不上|不一致|不匹配|不对|不符|核对不上|有误|不正确|再核对|再报一遍|再说一遍|没听清)",
        ],
    },
    respects_negation=False,
)
NO_ANSWER = Cues(
    {
        "en": [
            "(i will not|i am not going to|i do not want to|not comfortable|i would rather not|i can not|"
            "why should i|why do you"
            "|none of your|not giving|not telling|no way|hold on|wait|just a|one moment|one second|who "
            "are you|who is this|how do i know"
            "|i do not (know|remember)|scam|what for|hang on|not going to tell|prove)",
        ],
        "zh": [
            "(不告诉|不想|不方便|不愿意|凭什么|为什么|你是谁|你哪位|你是哪|干什么|干嘛|等一下|稍等|等会|"
            "骗子|不说|不会给|不给|怎么知道|怎么证明"
            "|我怎么相信|不信|什么意思|不知道|忘了|记不得|不记得|关你)",
        ],
    },
    respects_negation=False,
)
